"""Pictures that people send: recognised by their first bytes, never by name or header."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 5 * 1024 * 1024
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


def picture_type(content: bytes) -> str:
    """The media type of a PNG, JPEG or WebP picture of at most 5 MB. Raises ValidationError."""
    if len(content) > LARGEST:
        raise ValidationError(
            _("The picture is larger than 5 MB. Photograph it again with a lower resolution.")
        )
    for start, media_type in SIGNATURES:
        if content.startswith(start):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    raise ValidationError(
        _("This file is no picture that can be shown. Send a photo as JPEG, PNG or WebP.")
    )
