"""The other side of linking a device: a browser without an account, known by its cookie alone."""

from __future__ import annotations

import contextlib
from typing import Any, Literal

from flask import Blueprint
from flask_login import current_user

from server import base64url, guards, links, sessions
from server.api.invites import Answered, Digest, Payload, PublicKey
from server.contract import Strict, contract
from server.problems import Refused

bp = Blueprint("links", __name__, url_prefix="/api/links")


class LinkView(Strict):
    """What the device that is being linked may read."""

    state: Literal["answered", "revealed", "done"]
    apub: PublicKey | None
    na: Digest | None
    ma: Digest | None
    payload: Payload | None


@bp.get("/<iid>")
@guards.link_limit
@contract(LinkView, problems=[400, 404, 429])
def read(iid: str) -> Any:
    """My side of the mailbox."""
    mailbox = links.read(_browser(), _iid(iid))
    return LinkView.model_validate({"state": mailbox.state, **mailbox.letters})


@bp.post("/<iid>/answer")
@guards.link_limit
@contract(problems=[400, 403, 404, 415, 429])
def answer(iid: str, body: Answered) -> None:
    """Answer; the first answer wins."""
    links.answer(_browser(make=True), _iid(iid), body.bpub, body.mb)


@bp.delete("/<iid>")
@guards.link_limit
@contract(problems=[400, 403, 415, 429])
def burn(iid: str) -> None:
    """Close the mailbox, whether it was there or not."""
    with contextlib.suppress(Refused):
        links.burn(_browser(), _iid(iid))


def _browser(make: bool = False) -> bytes:
    """Who is signed in has an account here already; opening another one over it is refused."""
    if current_user.is_authenticated:
        raise Refused("invalid-request", "This browser is signed in. Sign out before it opens another account.")
    return sessions.browser(make)


def _iid(text: str) -> bytes:
    try:
        return base64url.decode(text)
    except ValueError:
        raise Refused("invite-gone") from None
