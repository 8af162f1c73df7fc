"""Streams and pokes, in the memory of this one process. A poke says that a space's head moved, and nothing else.

A listener is registered before its spaces are read, so a pairing that commits in between finds it by its person.
Nothing here touches the database: pokes are sent after the commit, and a stream holds no connection.
"""

from __future__ import annotations

import contextlib
import json
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator

from server import base64url

HEARTBEAT_SECONDS = 25.0
LIFE_SECONDS = 3600.0
# A listener this far behind has lost nothing: the next heartbeat carries the heads again.
BACKLOG = 100

Heads = list[tuple[bytes, int]]  # (space id, head)


class Listener:
    """One open stream of one signed-in browser."""

    def __init__(self, token_hash: bytes, uid: bytes) -> None:
        self.token_hash, self.uid = token_hash, uid
        self.spaces: set[bytes] = set()
        self.ended = False
        self.news: queue.Queue[str | None] = queue.Queue(BACKLOG)

    def tell(self, line: str | None) -> None:
        """Put one event, or the end, in front of the stream; never wait for a slow reader."""
        with contextlib.suppress(queue.Full):
            self.news.put_nowait(line)


_lock = threading.Lock()
_by_session: dict[bytes, Listener] = {}
_by_space: dict[bytes, set[Listener]] = {}


def event(space_id: bytes, head: int) -> str:
    """The one kind of event there is."""
    return f"data: {json.dumps({'space': base64url.encode(space_id), 'head': head})}\n\n"


def listen(token_hash: bytes, uid: bytes) -> Listener:
    """Register the stream of a session; an older one of the same session ends."""
    listener = Listener(token_hash, uid)
    with _lock:
        older = _by_session.get(token_hash)
        if older:
            _end(older)
        _by_session[token_hash] = listener
    return listener


def add_space(space_id: bytes, uids: Iterable[bytes]) -> None:
    """From now on the streams of these people hear of this space too."""
    people = set(uids)
    with _lock:
        for listener in _by_session.values():
            if listener.uid in people:
                _attach(listener, space_id)


def poke(space_id: bytes, head: int) -> None:
    """Tell every stream of the space's members, author's other devices included. Call after the commit only."""
    with _lock:
        listeners = list(_by_space.get(space_id, ()))
    line = event(space_id, head)
    for listener in listeners:
        listener.tell(line)


def end_space(space_id: bytes) -> None:
    """End every stream that hears of this space."""
    with _lock:
        for listener in list(_by_space.get(space_id, ())):
            _end(listener)


def sessions() -> set[bytes]:
    """The token hashes of all sessions that have a stream here."""
    with _lock:
        return set(_by_session)


def end_session(token_hash: bytes) -> None:
    """End the stream of a session that was revoked."""
    with _lock:
        listener = _by_session.get(token_hash)
        if listener:
            _end(listener)


def close(listener: Listener) -> None:
    """End one stream; for a browser that went away before the first event was written."""
    with _lock:
        _end(listener)


def close_all() -> None:
    """End every stream: the server is stopping."""
    with _lock:
        for listener in list(_by_session.values()):
            _end(listener)


def stream(
    listener: Listener,
    heads: Callable[[], Heads | None],
    heartbeat: float = HEARTBEAT_SECONDS,
    life: float = LIFE_SECONDS,
) -> Iterator[str]:
    """Yield the current heads at once and at each heartbeat, and every poke between. `heads()` None ends the stream."""
    started = beat = time.monotonic()
    try:
        while not listener.ended:
            moment = time.monotonic()
            if moment - started > life:
                return
            if moment >= beat:
                current = heads()
                if current and _attach_all(listener, current):
                    # A commit between that reading and the attaching poked nobody: read once more.
                    current = heads()
                if current is None:
                    return
                yield ": \n\n" + "".join(event(space_id, head) for space_id, head in current)
                beat = moment + heartbeat
            try:
                line = listener.news.get(timeout=max(0.0, beat - time.monotonic()))
            except queue.Empty:
                continue
            if line is not None and not listener.ended:
                yield line
    finally:
        close(listener)


def _attach_all(listener: Listener, current: Heads) -> bool:
    """Attach to all of these; True when one is new."""
    with _lock:
        new = {space_id for space_id, _head in current} - listener.spaces
        for space_id in new:
            _attach(listener, space_id)
    return bool(new)


def _attach(listener: Listener, space_id: bytes) -> None:
    if not listener.ended:
        listener.spaces.add(space_id)
        _by_space.setdefault(space_id, set()).add(listener)


def _end(listener: Listener) -> None:
    listener.ended = True
    for space_id in listener.spaces:
        others = _by_space[space_id]
        others.discard(listener)
        if not others:
            del _by_space[space_id]
    listener.spaces = set()
    if _by_session.get(listener.token_hash) is listener:
        del _by_session[listener.token_hash]
    listener.tell(None)
