"""What changed about who can get in, for its owner alone."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint
from flask_login import current_user

from server import activity
from server.contract import Strict, contract
from server.guards import signed_in

bp = Blueprint("activity", __name__, url_prefix="/api/activity")


class Change(Strict):
    """One change: its number, what it was, and the day."""

    n: int
    what: str
    on: dt.date


class Changes(Strict):
    """Newest first."""

    activity: list[Change]


@bp.get("")
@signed_in
@contract(Changes, problems=[401])
def read() -> Changes:
    """My list; nobody can shorten it."""
    rows = activity.of(current_user.uid)
    return Changes(activity=[Change(n=row.n, what=row.what, on=row.on) for row in rows])
