"""The one request for both directions: changes go in, pages come out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import Blueprint, current_app
from flask_login import current_user
from pydantic import Field

from server import base64url, clock, ending, live, pages, sync, taking_back
from server.api.account import Id
from server.contract import Base64url, Strict, contract
from server.envelope import LARGEST_NUMBER
from server.guards import signed_in, verified_for
from server.outcomes import Outcome
from server.problems import Problem, describe

bp = Blueprint("sync", __name__, url_prefix="/api")

Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]


class Following(Strict):
    """A space and the client's cursor in it."""

    id: Id
    since: Number
    incarnation: Id | None


class SyncRequest(Strict):
    """What to pull, put, erase and restore. Envelopes are base64url; one that is not is refused alone."""

    spaces: Annotated[list[Following], Field(max_length=500)]
    put: list[str]
    erase: list[Id]
    restore: list[Id] = Field(default_factory=list)


class VaultVersion(Strict):
    """The vault's standing, so that other devices learn of new keys."""

    gen: int
    version: int


class SpaceItem(Strict):
    """One place in the log; `bytes` null where the note was taken back."""

    seq: int
    slot: int
    msg_id: Id
    bytes: Annotated[bytes, Base64url(0, 20_000)] | None


class SpacePage(Strict):
    """What came after the cursor."""

    id: Id
    head: int
    epoch: int
    incarnation: Id | None
    ended: bool
    more: bool
    items: list[SpaceItem]
    problem: Problem | None


class PutOutcome(Strict):
    """What became of one envelope. `seq` wherever this very note is stored, also when sealed differently (a clash)."""

    outcome: Literal["accepted", "duplicate", "clash", "stale_epoch", "refused"]
    seq: int | None
    problem: Problem | None


class EraseOutcome(Strict):
    """What became of one erasure or restoration."""

    outcome: Literal["accepted", "duplicate", "refused"]
    problem: Problem | None


class SyncAnswer(Strict):
    """Outcomes in the order of the changes, pages in the order of the spaces."""

    vault: VaultVersion
    spaces: list[SpacePage]
    put: list[PutOutcome]
    erase: list[EraseOutcome]
    restore: list[EraseOutcome]


class PurgeNow(Strict):
    """Which notes that I took back lose their bytes now; null: all of them."""

    msg_ids: Annotated[list[Id], Field(max_length=500)] | None


@bp.post("/sync")
@signed_in
@contract(SyncAnswer, problems=[400, 401, 409, 413, 415])
def exchange(body: SyncRequest) -> Any:
    """Put, erase, restore and pull."""
    wanted = [pages.Wanted(one.id, one.since, one.incarnation) for one in body.spaces]
    put = [_envelope(text) for text in body.put]
    answer = sync.exchange(current_user.uid, wanted, put, body.erase, body.restore)
    for space_id, head in answer.moved.items():
        live.poke(space_id, head)
    _purge_once_a_day()
    gen, version = answer.vault
    return SyncAnswer(
        vault=VaultVersion(gen=gen, version=version),
        spaces=[_page(one, page) for one, page in zip(wanted, answer.pages, strict=True)],
        put=[PutOutcome.model_validate({**o._asdict(), "problem": _problem(o)}) for o in answer.put],
        erase=[_erase_outcome(o) for o in answer.erase],
        restore=[_erase_outcome(o) for o in answer.restore],
    )


@bp.post("/purge")
@verified_for("purge")
@contract(problems=[400, 401, 403, 415])
def purge(body: PurgeNow) -> None:
    """What I took back is erased for good now, not after seven days."""
    taking_back.purge_now(current_user.uid, body.msg_ids)


def _erase_outcome(outcome: Outcome) -> EraseOutcome:
    return EraseOutcome.model_validate({"outcome": outcome.outcome, "problem": _problem(outcome)})


def _envelope(text: str) -> bytes | None:
    try:
        return base64url.decode(text)
    except ValueError:
        return None


def _page(wanted: pages.Wanted, page: pages.Page | None) -> SpacePage:
    if page is None:
        nothing = pages.Page(wanted.id, 0, 0, None, False, False, [])
        return SpacePage(**nothing._asdict(), problem=Problem.model_validate(describe("not-found")))
    items = [SpaceItem.model_construct(**item._asdict()) for item in page.items]
    return SpacePage.model_construct(**{**page._asdict(), "items": items}, problem=None)


def _problem(outcome: Outcome) -> Problem | None:
    return None if outcome.problem is None else Problem.model_validate(describe(*outcome.problem))


def _purge_once_a_day() -> None:
    today = clock.today()
    if current_app.extensions.get("purged_on") != today:
        current_app.extensions["purged_on"] = today
        taking_back.purge(today)
        for token_hash in ending.purge(today):
            live.end_session(token_hash)
