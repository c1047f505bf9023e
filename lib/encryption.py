"""Sealing of personal values: AES-256-GCM with a key id in front, and a keyed blind index.

A token is `key id (1 byte) | nonce (12) | ciphertext and tag`. The associated data names table
and column, so a token moved to another column does not open. The blind index has a key of its own.
"""

import base64
import hmac
import os
from collections.abc import Callable
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class CannotOpen(ValueError):
    """A token whose key is not configured, or that was damaged or moved."""


@cache
def _ciphers(keys: tuple[str, ...]) -> dict[int, AESGCM]:
    return {
        int(key_id): AESGCM(base64.urlsafe_b64decode(secret))
        for key_id, secret in (key.split(":", 1) for key in keys)
    }


def _keys() -> dict[int, AESGCM]:
    return _ciphers(tuple(settings.PERSONAL_DATA_KEYS))


def sealer(place: str):
    """A fast function `bytes -> token` for many values of one place (`table.column`).

    The first key of PERSONAL_DATA_KEYS seals; all of them open.
    """
    key_id, cipher = next(iter(_keys().items()))
    head, aad, encrypt = bytes([key_id]), place.encode(), cipher.encrypt

    def seal_bytes(value: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return head + nonce + encrypt(nonce, value, aad)

    return seal_bytes


def seal(value: bytes, place: str) -> bytes:
    """The token of one value."""
    return sealer(place)(value)


def unseal(token: bytes | memoryview | None, place: str) -> bytes:
    """The value of a token. Raises CannotOpen."""
    token = bytes(token or b"")
    cipher = _keys().get(token[0]) if token else None
    if cipher is None:
        raise CannotOpen(place)
    try:
        return cipher.decrypt(token[1 : 1 + NONCE_BYTES], token[1 + NONCE_BYTES :], place.encode())
    except Exception as error:
        raise CannotOpen(place) from error


def blind_index(value: str) -> bytes:
    """The keyed hash under which a value is found again. A blank value has none (ValueError)."""
    if not value:
        raise ValueError("a blank value never matches anything")
    return hmac.digest(_index_key(settings.PERSONAL_DATA_INDEX_KEY), value.encode(), "sha256")


def indexer() -> Callable[[str], bytes]:
    """A fast `blind_index` for many values, none of them blank."""
    key, digest = _index_key(settings.PERSONAL_DATA_INDEX_KEY), hmac.digest

    def index(value: str) -> bytes:
        return digest(key, value.encode(), "sha256")

    return index


@cache
def _index_key(secret: str) -> bytes:
    return base64.urlsafe_b64decode(secret)
