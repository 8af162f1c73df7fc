"""Leaving a space, and reading its history."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Blueprint
from flask_login import current_user
from pydantic import Field

from server import base64url, live, pages, spaces
from server.api.account import Id, Notes
from server.api.sync import SpaceItem
from server.contract import Query, Strict, contract
from server.envelope import LARGEST_NUMBER
from server.guards import signed_in
from server.problems import Refused

bp = Blueprint("spaces", __name__, url_prefix="/api/spaces")


class HistoryQuery(Query):
    """From where, how many, and in which incarnation."""

    before: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)] | None = None
    limit: Annotated[int, Field(ge=1, le=pages.PAGE_ITEMS)] = 100
    incarnation: Id | None = None


class Leaving(Strict):
    """What becomes of what I wrote there: it stays with the other, or is taken back."""

    # No exit is refused because a word is missing.
    notes: Notes = "stay"


class History(Strict):
    """Items below `before`, newest first.

    Once the space ended: `left`, the slots whose nulls are their own doing; `gone`, how many of the others' are null.
    """

    incarnation: Id
    left: list[int]
    gone: int
    items: list[SpaceItem]
    more: bool


@bp.post("/<space>/leave")
@signed_in
@contract(problems=[400, 401, 404])
def leave(space: str, body: Leaving) -> None:
    """End a shared space, alone and at once; or, where it ended, let go of what one had written."""
    space_id = _id(space)
    spaces.leave(current_user.uid, space_id, take_back=body.notes == "take_back")
    live.end_space(space_id)


@bp.get("/<space>/history")
@signed_in
@contract(History, problems=[400, 401, 404, 409])
def history(space: str, query: HistoryQuery) -> Any:
    """Older notes of a space, newest first."""
    found, gone, items, more = pages.before(current_user.uid, _id(space), query.before, query.limit, query.incarnation)
    told = [SpaceItem(**item._asdict()) for item in items]
    left = spaces.slots(found.left)
    return History(incarnation=found.incarnation, left=left, gone=gone, items=told, more=more)


def _id(text: str) -> bytes:
    # An id that cannot be one is a space that is not there: one answer for everything that is not yours.
    try:
        space_id = base64url.decode(text)
    except ValueError:
        raise Refused("not-found") from None
    if len(space_id) != 16:
        raise Refused("not-found")
    return space_id
