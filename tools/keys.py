"""Writes the secrets of a developer's machine to `.env`, once; real installations set their own."""

import base64
import os
import secrets
from pathlib import Path

from tools.binaries import ROOT

FILE = ROOT / ".env"


def write_development_keys(file: Path = FILE) -> None:
    """Random keys in a file that git ignores and only its user reads; an existing file stays."""
    if file.exists():
        return

    def key() -> str:
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    lines = [
        "# Of this machine alone. Whoever loses PERSONAL_DATA_KEYS loses the identity numbers.",
        f"SECRET_KEY={secrets.token_urlsafe(50)}",
        f"PERSONAL_DATA_KEYS=1:{key()}",
        f"PERSONAL_DATA_INDEX_KEY={key()}",
        "DEMO=1",
    ]
    unfinished = file.with_suffix(".new")
    with open(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as opened:
        opened.write("\n".join(lines) + "\n")
    unfinished.rename(file)


if __name__ == "__main__":
    write_development_keys()
