"""Signed-in browsers. A session is a row found by the SHA-256 of an opaque random token that only the cookie holds.

The cookie says nothing else about the person: no address, no browser, no time. Deleting the row ends every copy of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask import session as cookie
from flask_login import LoginManager, login_user
from peewee import Expression

from server import base64url, clock, live
from server.config import Config
from server.models import Session
from server.problems import Refused

ABSOLUTE = dt.timedelta(days=365)
IDLE = dt.timedelta(days=90)
BROWSER_BYTES = 16


class SignedIn:
    """What `current_user` is in a signed-in request: the person's `uid`, the session's row and the cookie's token."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, row: Any, token: str) -> None:
        self.session, self._token = row, token
        self.uid: bytes = bytes(row.uid)

    def get_id(self) -> str:
        """The opaque token: what flask-login puts into the cookie."""
        return self._token


def register(app: Flask, config: Config) -> None:
    """Cookie settings and flask-login's loader."""
    app.config.update(
        SECRET_KEY=config.secret_key or secrets.token_urlsafe(32),
        SESSION_COOKIE_NAME="__Host-session" if config.secure else "session",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=ABSOLUTE,
    )
    manager = LoginManager()
    manager.session_protection = None
    # flask-login otherwise hashes address and browser on each request, and stores that in the cookie.
    manager._session_identifier_generator = lambda: None
    manager.user_loader(load)
    manager.unauthorized_handler(_refuse)
    manager.init_app(app)


def _refuse() -> None:
    raise Refused("signed-out")


def hash_of(token: str) -> bytes:
    """What the table knows a token by."""
    return hashlib.sha256(token.encode()).digest()


def load(token: str) -> SignedIn | None:
    """The session this token opens, marked as used today; None when it ended, idled or grew too old."""
    row = Session.get_or_none((Session.token_hash == hash_of(token)) & alive())
    if row is None:
        return None
    if row.last_used_on != clock.today():
        Session.update(last_used_on=clock.today()).where(Session.token_hash == row.token_hash).execute()
    return SignedIn(row, token)


def alive() -> Expression:
    """The condition of a session that still counts: used within 90 days, begun within a year."""
    return (Session.expires_at > clock.now()) & (Session.last_used_on > clock.today() - IDLE)


def begin(uid: bytes, ref: bytes, user_agent: str) -> SignedIn:
    """A new session of this person with this passkey, in this browser; the browser's old session ends."""
    forget()
    token = secrets.token_urlsafe(32)
    Session.delete().where((Session.account == uid) & ~alive()).execute()
    row = Session.create(
        token_hash=hash_of(token),
        id=secrets.token_bytes(16),
        account=uid,
        credential=ref,
        device=device(user_agent),
        created_on=clock.today(),
        last_used_on=clock.today(),
        expires_at=clock.now() + int(ABSOLUTE.total_seconds()),
    )
    person = SignedIn(row, token)
    login_user(person)
    for name in ("_id", "_fresh"):
        cookie.pop(name, None)
    cookie.permanent = True
    return person


def forget() -> None:
    """End the session of this browser, if there is one, and empty its cookie."""
    token = cookie.get("_user_id")
    cookie.clear()
    if isinstance(token, str):
        end([hash_of(token)])


def end(token_hashes: Iterable[bytes]) -> None:
    """Delete these sessions, then their live streams."""
    hashes = list(token_hashes)
    if hashes:
        Session.delete().where(Session.token_hash.in_(hashes)).execute()
    for token_hash in hashes:
        live.end_session(token_hash)


def end_gone() -> None:
    """End the live streams of sessions that another process ended: the operator's command line, say."""
    heard = live.sessions()
    if not heard:
        return
    standing = Session.select(Session.token_hash).where(Session.token_hash.in_(list(heard)) & alive())
    for token_hash in heard - {bytes(row.token_hash) for row in standing}:
        live.end_session(token_hash)


def of(uid: bytes) -> list[Any]:
    """This person's live sessions, oldest first."""
    return list(Session.select().where((Session.account == uid) & alive()).order_by(Session.created_on, Session.id))


def browser(make: bool = False) -> bytes:
    """The random name this browser's cookie carries while a ceremony runs; empty when it has none."""
    name = cookie.get("browser")
    if isinstance(name, str):
        return base64url.decode(name)
    if not make:
        return b""
    fresh = secrets.token_bytes(BROWSER_BYTES)
    cookie["browser"] = base64url.encode(fresh)
    cookie.permanent = True
    return fresh


_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device(user_agent: str) -> str:
    """A coarse word for lists, "Android · Chrome": enough to recognise one's own, never a version or model."""
    words = [next((name for mark, name in table if mark in user_agent), "") for table in (_SYSTEMS, _BROWSERS)]
    return " · ".join(word for word in words if word) or "Unknown device"
