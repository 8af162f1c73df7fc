"""What must stay undone when an older copy of the database is put back: lines in a file apart from the database.

Ids and hashes alone: no content, no time, nobody's name. A line is written inside the transaction it tells of, near its
end: a line too many takes away what somebody asked to be taken away, one too few would bring it back.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from server.base64url import encode

Line = dict[str, Any]

_place: list[Path] = []


def configure(path: Path) -> None:
    """Where lines go from now on. The file is made with the first one, readable by the server alone."""
    _place[:] = [path]


def write(*lines: Line) -> None:
    """Append lines and wait for the disk. `OSError` when it takes none: then the transaction must not commit."""
    if not lines:
        return
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode()
    descriptor = os.open(_place[0], os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        # A line that was cut short by a full disk or a fall must not swallow the next.
        if file.seek(0, os.SEEK_END) and os.pread(file.fileno(), 1, file.tell() - 1) != b"\n":
            text = b"\n" + text
        while text:
            text = text[file.write(text) :]
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[Line | None]:
    """Every line in the order written; None for one that cannot be read. Nothing where there is no file."""
    if not path.exists():
        return
    with open(path, "rb") as file:
        for text in file:
            try:
                line = json.loads(text)
            except ValueError:
                line = None
            yield line if isinstance(line, dict) else None


def hashed(secret: bytes) -> str:
    """What stands for a person or a code: SHA-256, as on the wire."""
    return encode(hashlib.sha256(secret).digest())


def note_gone(did: str, space_id: bytes, msg_id: bytes) -> Line:
    """`erased`, `put_back` or `purged`: what happened to one note."""
    return {"did": did, "space": encode(space_id), "msg": encode(msg_id)}


def space_ended(space_id: bytes, slot: int) -> Line:
    """A shared space was left by who holds this slot."""
    return {"did": "ended", "space": encode(space_id), "slot": slot}


def let_go(space_id: bytes, slot: int) -> Line:
    """Everything of this slot was taken back."""
    return {"did": "let_go", "space": encode(space_id), "slot": slot}


def epoch_began(space_id: bytes, epoch: int) -> Line:
    """A space goes on with newer keys."""
    return {"did": "epoch", "space": encode(space_id), "epoch": epoch}


def passkey_removed(ref: bytes) -> Line:
    """A passkey was removed."""
    return {"did": "passkey_removed", "ref": encode(ref)}


def code_ended(rec_id: bytes) -> Line:
    """A recovery code opens nothing any more."""
    return {"did": "code_ended", "code": hashed(rec_id)}


def keys_renewed(uid: bytes, gen: int) -> Line:
    """A person's keys are of this generation now."""
    return {"did": "keys_renewed", "who": hashed(uid), "gen": gen}


def account_ending(uid: bytes) -> Line:
    """A person ended their account; it is erased after seven days."""
    return {"did": "account_ending", "who": hashed(uid)}


def account_kept(uid: bytes) -> Line:
    """A person came back within the seven days and kept it."""
    return {"did": "account_kept", "who": hashed(uid)}


def account_deleted(uid: bytes, take_back: bool) -> Line:
    """A person deleted everything, and perhaps took back what they had written to others."""
    return {"did": "account_deleted", "who": hashed(uid), "take_back": take_back}


def revoked(uid: bytes) -> Line:
    """Whoever runs the server signed a person out everywhere."""
    return {"did": "revoked", "who": hashed(uid)}
