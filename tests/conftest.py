"""A fresh server for each test, on SQLite and (where TEST_POSTGRES_URL names one) PostgreSQL; and its people."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from authenticator import Passkey, b64
from flask import Flask
from flask.testing import FlaskClient
from phones import hang_up, running_server

from server import clock, create_app, db
from server.config import Config
from server.models import TABLES

ORIGIN = "https://unsaid.test"
POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "")
ENGINES = ["sqlite", "postgresql"] if POSTGRES_URL else ["sqlite"]
# Several processes test at once, and none looks into the other's database.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


def vault_bytes(gen: int = 1, version: int = 1, size: int = 4096) -> bytes:
    """A vault as the server sees it: its clear header, then bytes it cannot read."""
    return b"\x01" + gen.to_bytes(4, "big") + version.to_bytes(8, "big") + secrets.token_bytes(12 + size + 16)


def wrap_bytes(kind: int = 1, gen: int = 1) -> bytes:
    """A wrap as the server sees it."""
    return b"\x01" + bytes([kind]) + gen.to_bytes(4, "big") + secrets.token_bytes(60)


class Person:
    """One person with one passkey in one browser. Requests carry what the app's own requests carry."""

    def __init__(self, client: FlaskClient, passkey: Passkey | None = None, origin: str = ORIGIN) -> None:
        self.client, self.origin = client, origin
        self.passkey = passkey or Passkey(origin)
        self.account: dict[str, Any] = {}

    @property
    def uid(self) -> str:
        """The account's uid, as on the wire."""
        return self.account["uid"]

    @property
    def private_space(self) -> str:
        """The id of the space only this person can read."""
        return next(space["id"] for space in self.account["spaces"] if space["kind"] == "private")

    def get(self, path: str, **more: Any) -> Any:
        return self._send("GET", path, more)

    def post(self, path: str, json: Any = None, **more: Any) -> Any:
        return self._send("POST", path, {"json": {} if json is None else json, **more})

    def put(self, path: str, json: Any = None, **more: Any) -> Any:
        return self._send("PUT", path, {"json": {} if json is None else json, **more})

    def delete(self, path: str, json: Any = None, **more: Any) -> Any:
        return self._send("DELETE", path, {"json": {} if json is None else json, **more})

    def _send(self, method: str, path: str, more: dict[str, Any]) -> Any:
        headers = {"Sec-Fetch-Site": "same-origin", **more.pop("headers", {})}
        # A file answered must be closed; a stream must not be waited for.
        more.setdefault("buffered", path != "/api/live")
        return self.client.open(path, method=method, headers=headers, base_url=self.origin, **more)

    def options(self, path: str, **body: Any) -> dict[str, Any]:
        """The WebAuthn options a ceremony begins with."""
        reply = self.post(path, body)
        assert reply.status_code == 200, reply.json
        return reply.json["options"]

    def sign_up(self, **more: Any) -> Person:
        """Make an account in one request; keywords replace fields of the body."""
        reply = self.try_sign_up(**more)
        assert reply.status_code == 201, reply.json
        self.account = reply.json
        return self

    def try_sign_up(self, lies: dict[str, Any] | None = None, **more: Any) -> Any:
        """The same, refused or not."""
        credential = self.passkey.create(self.options("/api/account/options"), **(lies or {}))
        body = {
            "credential": credential,
            "space_id": b64(secrets.token_bytes(16)),
            "wrap": b64(wrap_bytes()),
            "vault": b64(vault_bytes()),
            "recovery": None,
            **more,
        }
        return self.post("/api/account", body)

    def try_sign_in(self, **lies: Any) -> Any:
        """Use the passkey, refused or not."""
        return self.post("/api/session", {"credential": self.passkey.get(self.options("/api/session/options"), **lies)})

    def sign_in(self) -> Person:
        """Use the passkey."""
        reply = self.try_sign_in()
        assert reply.status_code == 200, reply.json
        self.account = reply.json
        return self

    def try_verify(self, purpose: str, **lies: Any) -> Any:
        """Confirm with the passkey for one purpose, refused or not."""
        options = self.options("/api/session/verification/options", purpose=purpose)
        credential = self.passkey.get(options, **lies)
        return self.post("/api/session/verification", {"purpose": purpose, "credential": credential})

    def verify(self, purpose: str) -> Person:
        """Confirm with the passkey for one purpose."""
        reply = self.try_verify(purpose)
        assert reply.status_code == 204, reply.json
        return self

    def other_device(self) -> Person:
        """The same passkey in another browser, signed in."""
        return Person(self.client.application.test_client(), self.passkey, self.origin).sign_in()

    @property
    def cookie(self) -> str:
        """The value of this browser's one cookie."""
        cookie = self.client.get_cookie("__Host-session", domain="unsaid.test")
        assert cookie is not None
        return cookie.value

    def copy_of_browser(self) -> Person:
        """Another browser that holds a copy of this one's cookie."""
        copy = Person(self.client.application.test_client(), self.passkey, self.origin)
        copy.client.set_cookie("__Host-session", self.cookie, domain="unsaid.test", secure=True)
        return copy

    def add_passkey(self) -> Person:
        """A second passkey of the same account, signed in in a browser of its own."""
        other = Person(self.client.application.test_client(), None, self.origin)
        credential = other.passkey.create(self.verify("passkey_add").options("/api/passkeys/options", permit=None))
        reply = self.post("/api/passkeys", {"credential": credential, "wrap": None, "permit": None})
        assert reply.status_code == 201, reply.json
        return other.sign_in()


class Clock:
    """The server's clock, with hands a test can turn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = int(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC).timestamp())
        monkeypatch.setattr(clock, "now", lambda: self.seconds)

    def advance(self, seconds: int = 0, days: int = 0) -> None:
        """Turn the hands forward."""
        self.seconds += seconds + days * 86400


@pytest.fixture
def turned(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still until it is advanced."""
    return Clock(monkeypatch)


@contextmanager
def postgres(purpose: str) -> Iterator[str]:
    """A PostgreSQL database without tables, of this process alone; the one that was named stays as it is."""
    address, _, named = POSTGRES_URL.rpartition("/")
    name = f"{named}_{purpose}_{WORKER}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
        yield f"{address}/{name}"
        hang_up(db.database.obj)
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """One migrated database an engine: a file to copy, a PostgreSQL to empty."""
    urls = {"sqlite": f"sqlite:///{tmp_path_factory.mktemp('template')}/unsaid.sqlite3"}
    with ExitStack() as stack:
        if POSTGRES_URL:
            urls["postgresql"] = stack.enter_context(postgres("tests"))
        for url in urls.values():
            handle = db.configure(url)
            db.migrate()
            hang_up(handle)
        yield urls


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the database engine; a suite that stores something runs on each."""
    return request.param


def empty_database(engine: str, migrated: dict[str, str], folder: Path) -> str:
    """The address of a migrated database with nothing in it; on SQLite a new one in this folder."""
    if engine == "sqlite":
        return f"sqlite:///{shutil.copy(migrated['sqlite'].removeprefix('sqlite:///'), folder)}"
    with psycopg.connect(migrated["postgresql"]) as connection:
        # A handful of rows: deleting them is ten times faster than TRUNCATE, which makes every file anew.
        for table in reversed(TABLES):
            connection.execute(f'DELETE FROM "{table._meta.table_name}"')
    return migrated["postgresql"]


@pytest.fixture
def database_url(engine: str, migrated: dict[str, str], tmp_path: Path) -> str:
    """An empty, migrated database."""
    return empty_database(engine, migrated, tmp_path)


@pytest.fixture(scope="module", params=ENGINES)
def origin(
    request: pytest.FixtureRequest, migrated: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where a server answers that a whole file shares; every test has people of its own."""
    folder = tmp_path_factory.mktemp("server")
    with running_server(empty_database(request.param, migrated, folder), folder) as running:
        yield running


@pytest.fixture
def make_app(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Make the server with settings of one's own."""

    def make(**settings: Any) -> Flask:
        usual = {
            "origin": ORIGIN,
            "database_url": database_url,
            "data_dir": tmp_path,
            "dist": tmp_path / "no-dist",
            "secret_key": "a secret key for tests, thirty-two",
            "operator": "Example Operator",
            "rate_limits": False,
            "testing": True,
        }
        app = create_app(Config(**{**usual, **settings}))
        handles.append(db.database.obj)
        return app

    handles: list[Any] = []
    yield make
    for handle in handles:
        hang_up(handle)


@pytest.fixture
def app(make_app: Callable[..., Flask], request: pytest.FixtureRequest) -> Flask:
    """The server, limits on rate off."""
    # The clock stands before the first request: what is done once a day must not have been done on the real day, which
    # may be one that a test turns to.
    if "turned" in request.fixturenames:
        request.getfixturevalue("turned")
    return make_app()


@pytest.fixture
def stranger(app: Flask) -> Person:
    """A browser nobody has signed in with."""
    return Person(app.test_client())


@pytest.fixture
def people(app: Flask) -> Callable[[int], list[Person]]:
    """Make this many people, each with an account and a browser."""
    return lambda count: [Person(app.test_client()).sign_up() for _ in range(count)]


@pytest.fixture
def person(people: Callable[[int], list[Person]]) -> Person:
    """Somebody with an account, signed in."""
    return people(1)[0]


def contents(app: Flask, cookie: str) -> dict[str, Any]:
    """What a cookie says, once its signature is taken off."""
    return app.session_interface.get_signing_serializer(app).loads(cookie)


def sign_up(client: FlaskClient) -> Person:
    """A new person in this browser."""
    return Person(client).sign_up()
