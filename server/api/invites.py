"""The handshake's mailbox, as two people's browsers use it."""

from __future__ import annotations

import contextlib
from typing import Annotated, Any, Literal

from flask import Blueprint
from flask_login import current_user
from pydantic import AfterValidator, Field, RootModel

from server import base64url, invites, live
from server.api.account import Id
from server.contract import Base64url, Strict, contract
from server.guards import signed_in
from server.problems import Refused

bp = Blueprint("invites", __name__, url_prefix="/api/invites")

# 0x01 ‖ nonce ‖ GCM(padded to 4096·i): the sizes a sealed payload can have.
PAYLOAD_SIZES = frozenset(1 + 12 + 4096 * i + 16 for i in range(1, 17))


def _uncompressed(point: bytes) -> bytes:
    if point[0] != 4:
        raise ValueError("must be an uncompressed point")
    return point


def _sealed(payload: bytes) -> bytes:
    if payload[0] != 1 or len(payload) not in PAYLOAD_SIZES:
        raise ValueError("must be a sealed payload of version 1")
    return payload


PublicKey = Annotated[bytes, Base64url(65), AfterValidator(_uncompressed)]
Digest = Annotated[bytes, Base64url(32)]
Payload = Annotated[bytes, Base64url(min(PAYLOAD_SIZES), max(PAYLOAD_SIZES)), AfterValidator(_sealed)]


class NewInvite(Strict):
    """A random id from the link's maker, and what joining will do."""

    iid: Id
    purpose: int


class Opened(Strict):
    """Seconds until it is gone."""

    expires_in: int


class Answered(Strict):
    """What the joining side posts first."""

    bpub: PublicKey
    mb: Digest


class Revealed(Strict):
    """What the inviting side had committed to."""

    apub: PublicKey
    na: Digest
    ma: Digest


class Keys(Strict):
    """The space's keys, sealed for the one who joins."""

    payload: Payload
    space_id: Id


class HostView(Strict):
    """What the inviting side may read."""

    side: Literal["host"]
    state: Literal["open", "answered", "revealed", "done"]
    bpub: PublicKey | None
    mb: Digest | None


class GuestView(Strict):
    """What the joining side may read."""

    side: Literal["guest"]
    state: Literal["open", "answered", "revealed", "done"]
    apub: PublicKey | None
    na: Digest | None
    ma: Digest | None
    payload: Payload | None
    space_id: Id | None


class View(RootModel[Annotated[HostView | GuestView, Field(discriminator="side")]]):
    """One of the two."""


@bp.post("")
@signed_in
@contract(Opened, status=201, problems=[400, 401, 409])
def open_invite(body: NewInvite) -> Any:
    """Open a mailbox for one handshake."""
    return Opened(expires_in=invites.open_invite(current_user.uid, body.iid, body.purpose))


@bp.get("/<iid>")
@signed_in
@contract(View, problems=[401, 404])
def read(iid: str) -> Any:
    """My side of the mailbox."""
    mailbox = invites.read(current_user.uid, _iid(iid))
    return View.model_validate({"side": mailbox.side, "state": mailbox.state, **mailbox.letters})


@bp.post("/<iid>/answer")
@signed_in
@contract(problems=[400, 401, 404, 409])
def answer(iid: str, body: Answered) -> None:
    """Join; the first answer wins."""
    invites.answer(current_user.uid, _iid(iid), body.bpub, body.mb)


@bp.post("/<iid>/reveal")
@signed_in
@contract(problems=[400, 401, 404, 409])
def reveal(iid: str, body: Revealed) -> None:
    """Open the commitment after an answer."""
    invites.reveal(current_user.uid, _iid(iid), body.apub, body.na, body.ma)


@bp.post("/<iid>/payload")
@signed_in
@contract(problems=[400, 401, 404, 409])
def pair(iid: str, body: Keys) -> None:
    """Hand over the sealed keys; from here on the two share a space."""
    people = invites.pair(current_user.uid, _iid(iid), body.payload, body.space_id)
    live.add_space(body.space_id, people)


@bp.delete("")
@signed_in
@contract(problems=[401])
def burn_open() -> None:
    """Close my open mailbox, on whichever device it was made."""
    invites.burn_open(current_user.uid)


@bp.delete("/<iid>")
@signed_in
@contract(problems=[401])
def burn(iid: str) -> None:
    """Close the mailbox, whether it was there or not."""
    with contextlib.suppress(Refused):
        invites.burn(current_user.uid, _iid(iid))


def _iid(text: str) -> bytes:
    try:
        return base64url.decode(text)
    except ValueError:
        raise Refused("invite-gone") from None
