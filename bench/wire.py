"""A loopback relay that counts what really crosses the wire, headers included, for each browser by its cookie."""

from __future__ import annotations

import hashlib
import re
import socket
import threading
from collections import defaultdict


class Relay:
    """Listens on `port` and relays to `target`; `up` and `down` count bytes by the short hash of the session cookie."""

    def __init__(self, port: int, target: int) -> None:
        self.target = target
        self.up: defaultdict[str, int] = defaultdict(int)
        self.down: defaultdict[str, int] = defaultdict(int)
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        # A connection belongs to one browser; its cookie stands in its requests, and signing in changes it.
        owner = [""]
        held = [0, 0]
        try:
            server = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            client.close()
            return
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def count(direction: int, size: int) -> None:
            held[direction] += size
            if owner[0]:
                self.up[owner[0]] += held[0]
                self.down[owner[0]] += held[1]
                held[:] = [0, 0]

        def pump(source: socket.socket, sink: socket.socket, direction: int) -> None:
            try:
                while chunk := source.recv(65536):
                    if direction == 0 and (found := re.search(rb"\bsession=([^;\r\n]+)", chunk)):
                        owner[0] = cookie_hash(found[1])
                    count(direction, len(chunk))
                    sink.sendall(chunk)
            except OSError:
                pass
            for end in (source, sink):
                end.close()

        threading.Thread(target=pump, args=(server, client, 1), daemon=True).start()
        pump(client, server, 0)

    def reset(self) -> None:
        """Begin to count anew."""
        self.up.clear()
        self.down.clear()

    def close(self) -> None:
        """Stop listening."""
        self.listener.close()


def cookie_hash(value: bytes) -> str:
    """How a browser is named here: never by its cookie."""
    return hashlib.sha256(value).hexdigest()[:8]
