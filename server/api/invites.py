"""The handshake's mailbox, as two people's browsers use it."""

from __future__ import annotations

import contextlib
from typing import Annotated, Any, Literal

from flask import Blueprint
from flask_login import current_user
from pydantic import AfterValidator, Field, RootModel

from server import base64url, invites, links, live
from server.api.account import Id
from server.contract import Base64url, Strict, contract
from server.guards import require_fresh, signed_in, verified_for
from server.problems import Refused

bp = Blueprint("invites", __name__, url_prefix="/api/invites")

# 0x01 ‖ nonce ‖ GCM(padded to 4096·i): the sizes a sealed payload can have.
PAYLOAD_SIZES = frozenset(1 + 12 + 4096 * i + 16 for i in range(1, 17))


FRESH = {invites.LINK: "device_link", invites.RENEW: "handshake_renew"}


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
    """Keys, sealed for the one who joins. Pairing names the new space, and perhaps ended ones that may be read."""

    payload: Payload
    space_id: Id | None
    archive: Annotated[list[Id], Field(max_length=20, default_factory=list)]


class Enrolment(Strict):
    """Permits one passkey of mine, made by the device that is being linked."""

    enrol: Annotated[bytes, Base64url(32)]


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
@contract(Opened, status=201, problems=[400, 401, 403, 404, 409])
def open_invite(body: NewInvite) -> Any:
    """Open a mailbox for one handshake; linking a device and renewing keys only after confirming."""
    if body.purpose in FRESH:
        require_fresh(FRESH[body.purpose])
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
def hand_over(iid: str, body: Keys) -> None:
    """Hand over the sealed keys; after pairing the two share a space from here on."""
    people = invites.hand_over(current_user.uid, _iid(iid), body.payload, body.space_id, body.archive)
    if body.space_id is not None:
        live.add_space(body.space_id, people)


@bp.post("/<iid>/enrol")
@verified_for("device_link")
@contract(Enrolment, problems=[400, 401, 403, 404, 415])
def enrol(iid: str) -> Any:
    """A permit for the device that is being linked; an earlier one of this mailbox ends."""
    return Enrolment(enrol=links.enrol(current_user.uid, _iid(iid)))


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
