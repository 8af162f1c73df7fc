"""The 67 clear bytes in front of every envelope: all that the server ever reads of one."""

from __future__ import annotations

import struct
from typing import NamedTuple

_LAYOUT = struct.Struct(">BB16sIB8sQ16s12s")
VERSION = 1
KNOWN_FLAGS = 0b1  # bit 0: this may wake the partner
LARGEST_NUMBER = 2**53 - 1  # what a JavaScript number holds exactly
# 67 of header and 16 of GCM tag around a padded note: any other length is not an envelope.
SIZES = frozenset(bucket + _LAYOUT.size + 16 for bucket in (256, 512, 1024, 2048, 4096, 8192, 16384))


class Unreadable(Exception):
    """These bytes are not an envelope of this version. The message is a sentence for the person."""


class Header(NamedTuple):
    """A parsed header. The nonce is the reader's business."""

    space_id: bytes
    epoch: int
    slot: int
    device_id: bytes
    device_seq: int
    msg_id: bytes


def parse(envelope: bytes) -> Header:
    """The header of `envelope`; `Unreadable` for a wrong version, flag, number or size."""
    if not envelope or envelope[0] != VERSION:
        raise Unreadable("That note has a form this server does not know yet.")
    if len(envelope) not in SIZES:
        raise Unreadable("That note does not have one of the agreed sizes.")
    _version, flags, space_id, epoch, slot, device_id, device_seq, msg_id, _nonce = _LAYOUT.unpack_from(envelope)
    if flags & ~KNOWN_FLAGS:
        raise Unreadable("That note carries a mark this server does not know yet.")
    if not 1 <= device_seq <= LARGEST_NUMBER:
        raise Unreadable("That note's number is outside the agreed range.")
    return Header(space_id, epoch, slot, device_id, device_seq, msg_id)
