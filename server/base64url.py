"""Bytes on the wire: base64url without padding, one spelling only, so equal bytes are equal text."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*\Z")


def encode(raw: bytes) -> str:
    """`raw` as text."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes `text` stands for; ValueError for padding, other letters or a second spelling of the same bytes."""
    if not _ALPHABET.match(text):
        raise ValueError("not base64url without padding")
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(raw) != text:
        raise ValueError("not the shortest base64url form of these bytes")
    return raw
