"""What a batch keeps sealed: its file, and what was found in single cells."""

import json
from typing import Any

from lib.encryption import unseal
from residents.models import ImportBatch, ImportFinding

FILE_PLACE = "residents_importbatch.file"
DETAIL_PLACE = "residents_importfinding.detail"


def content_of(batch: ImportBatch) -> bytes:
    """The uploaded file; empty when it has been deleted after its days."""
    return unseal(batch.file_sealed, FILE_PLACE) if batch.file_sealed else b""


def words_of(finding: ImportFinding) -> dict[str, Any]:
    """What a finding says about its cell."""
    return json.loads(unseal(finding.detail_sealed, DETAIL_PLACE))
