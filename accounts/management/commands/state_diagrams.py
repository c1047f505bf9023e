"""manage.py state_diagrams: draws docs/states.md from the registered state machines."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from lib.transitions import document


class Command(BaseCommand):
    help = "Writes docs/states.md: every state machine as a diagram."

    def handle(self, **options: Any) -> None:
        with override("en"):
            (settings.BASE_DIR / "docs" / "states.md").write_text(document())
