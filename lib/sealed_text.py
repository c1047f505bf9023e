"""Text that may stand in an address though it names somebody: sealed, so no log can read it."""

import base64
import binascii

from lib.encryption import CannotOpen, seal, unseal


def seal_text(text: str, place: str) -> str:
    """The text as a token of letters, digits, "-" and "_"; "" stays ""."""
    if not text:
        return ""
    return base64.urlsafe_b64encode(seal(text.encode(), place)).decode().rstrip("=")


def unseal_text(token: str, place: str) -> str:
    """The text of a token, "" where the token is empty, cut short or of another place."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        return unseal(sealed, place).decode()
    except (CannotOpen, binascii.Error, ValueError):
        return ""
