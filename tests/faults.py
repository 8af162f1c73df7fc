"""A really running server that is really killed: SIGKILL at random moments while two phones write, then started again.

Nothing is asked of the server's memory. What it acknowledged must be there, once, at the place it said.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courier_client import Dropped, Phone

HERE = Path(__file__).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """What `unsaid serve` becomes, in a process group of its own, so that a kill takes all of it at once."""

    def __init__(self, folder: Path, port: int, secret_key: str) -> None:
        self.port, self.log = port, folder / "server.log"
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(HERE.parent),
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'unsaid.sqlite3'}",
            "DIST": str(folder / "no-dist"),
            "PORT": str(port),
            "SECRET_KEY": secret_key,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 30.0) -> None:
        """Start it and return when it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "--config", HERE.parent / "server" / "gunicorn.conf.py"),
                    *("--bind", f"127.0.0.1:{self.port}", "server:create_app()"),
                ],
                env=self.environment,
                cwd=HERE.parent,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + seconds
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the server did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.02)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """As a power cut would: no signal handler, no last words, every process of it."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Wire:
    """One browser's connection to the real server. Whatever goes wrong on the way is `Dropped`."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.connection: http.client.HTTPConnection | None = None
        self.dropped_in_flight = 0

    def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
        text = None if body is None else json.dumps(body)
        sent = False
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("localhost", self.port, timeout=20)
                self.connection.connect()
            sent = True
            self.connection.request(method, path, text, headers)
            reply = self.connection.getresponse()
            raw = reply.read()
        except (OSError, http.client.HTTPException):
            self.dropped_in_flight += sent
            self.close()
            raise Dropped from None
        if reply.status == 429:
            raise Dropped
        return reply.status, json.loads(raw) if raw else None

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


@dataclass
class Writer(threading.Thread):
    """One phone that writes without a pause and tries again whatever happens, until it is told to finish."""

    phone: Phone
    space: str
    finish: threading.Event
    seed: int
    written: list[bytes] = field(default_factory=list)
    trouble: BaseException | None = None

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        choice = random.Random(self.seed)
        try:
            while not self.finish.is_set():
                self.written += [self.phone.write(self.space) for _ in range(choice.choice((1, 1, 2, 20)))]
                self.until_sent()
            self.until_sent()
        except BaseException as trouble:
            self.trouble = trouble

    def until_sent(self) -> None:
        while True:
            try:
                self.phone.sync_until_quiet()
                return
            except Dropped:
                time.sleep(0.02)

    def __hash__(self) -> int:
        return id(self)


def kill_while_they_write(server: Server, writers: list[Writer], kills: int, seed: int) -> None:
    """Kill the server `kills` times at random moments of its life; leave it running and everything sent."""
    choice = random.Random(seed)
    finish = writers[0].finish
    server.start()
    for writer in writers:
        writer.start()
    try:
        for _ in range(kills):
            time.sleep(choice.uniform(0.02, 0.5))
            server.kill()
            server.start()
    finally:
        finish.set()
    for writer in writers:
        writer.join(60)
        if writer.trouble is not None:
            raise writer.trouble
        assert not writer.is_alive(), "a phone never got its notes sent"
