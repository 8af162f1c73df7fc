"""The edge: one blueprint a noun. A route reads a request, calls one verb, shows the answer."""

from __future__ import annotations

from flask import Flask

from server.api import (
    account,
    activity,
    invites,
    links,
    live,
    openapi,
    passkeys,
    recovery,
    renewals,
    session,
    sessions,
    spaces,
    sync,
    vault,
)


def register(app: Flask) -> None:
    """Put every route into `app`."""
    for noun in (
        account,
        session,
        sessions,
        passkeys,
        vault,
        recovery,
        activity,
        invites,
        links,
        renewals,
        spaces,
        sync,
        live,
        openapi,
    ):
        app.register_blueprint(noun.bp)
