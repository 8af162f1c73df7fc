"""The signed-in browsers of one person, for that person alone."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint
from flask_login import current_user

from server import activity, base64url, sessions
from server.api.account import Id, Ref
from server.contract import Strict, contract
from server.db import database
from server.guards import require_fresh, signed_in, verified_for
from server.models import Account as Person
from server.problems import Refused

bp = Blueprint("sessions", __name__, url_prefix="/api/sessions")


class SessionState(Strict):
    """One browser: a coarse word for it, the passkey it was signed in with, and two days, nothing finer."""

    id: Id
    passkey: Ref
    device: str
    created_on: dt.date
    last_used_on: dt.date
    current: bool


class Sessions(Strict):
    """All of them."""

    sessions: list[SessionState]


@bp.get("")
@signed_in
@contract(Sessions, problems=[401])
def read() -> Sessions:
    """Every browser in which I am signed in."""
    rows = sessions.of(current_user.uid)
    here = bytes(current_user.session.id)
    states = [
        SessionState(
            id=bytes(row.id),
            passkey=bytes(row.ref),
            device=row.device,
            created_on=row.created_on,
            last_used_on=row.last_used_on,
            current=bytes(row.id) == here,
        )
        for row in rows
    ]
    return Sessions(sessions=states)


@bp.delete("/<session_id>")
@signed_in
@contract(problems=[400, 401, 403, 404, 415])
def end(session_id: str) -> None:
    """Sign one of my browsers out; another one than this only after confirming."""
    matches = [row for row in sessions.of(current_user.uid) if base64url.encode(bytes(row.id)) == session_id]
    if not matches:
        raise Refused("not-found")
    if bytes(matches[0].id) == bytes(current_user.session.id):
        sessions.forget()
        return
    require_fresh("sign_out_others")
    _end_others([bytes(matches[0].token_hash)])


@bp.delete("")
@verified_for("sign_out_others")
@contract(problems=[400, 401, 403, 415])
def end_others() -> None:
    """Sign every other browser out."""
    here = bytes(current_user.session.token_hash)
    hashes = [bytes(row.token_hash) for row in sessions.of(current_user.uid)]
    _end_others([token_hash for token_hash in hashes if token_hash != here])


def _end_others(token_hashes: list[bytes]) -> None:
    uid = current_user.uid
    sessions.end(token_hashes)
    with database.atomic():
        Person.hold(uid)
        activity.note(uid, activity.SIGNED_OUT_OTHER)
