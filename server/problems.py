"""RFC 9457 problems: the closed list of types, and the one place that turns a refusal into an answer."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from flask import Flask, Response, request
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException

log = logging.getLogger("unsaid")

# type → (status, title). `docs/problems.md` says what each means; the client's union mirrors it; a test compares.
TYPES: Mapping[str, tuple[int, str]] = {
    "invalid-request": (400, "That request is not of the expected form"),
    "ceremony-refused": (400, "That passkey could not be used"),
    "signed-out": (401, "Please use your passkey again"),
    "verification-needed": (403, "Please confirm with your passkey first"),
    "cross-site": (403, "This did not come from the app"),
    "not-found": (404, "There is nothing here"),
    "unknown-credential": (404, "This server does not know that passkey"),
    "recovery-refused": (404, "That code opens nothing here"),
    "invite-gone": (404, "That invitation is not open any more"),
    "method-not-allowed": (405, "That cannot be done here"),
    "already-exists": (409, "That is already there"),
    "last-way-in": (409, "This is the last way into your notes"),
    "invite-open": (409, "You have an open invitation already"),
    "already-paired": (409, "One of you is already with someone here"),
    "incarnation-changed": (409, "The server was restored; please fetch everything again"),
    "vault-conflict": (412, "Your notes were changed on another device"),
    "too-large": (413, "That is too large"),
    "unsupported-media-type": (415, "Only JSON is read here"),
    "stale-epoch": (422, "There is a newer key for this"),
    "clash": (422, "Another note has these numbers"),
    "refused": (422, "That note was not accepted"),
    "space-ended": (422, "This shared space is closed"),
    "too-many-requests": (429, "That was a little quick; please wait a moment"),
    "server-error": (500, "Something went wrong on the server"),
}
_BY_STATUS = {
    400: "invalid-request",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
}


class Problem(BaseModel):
    """The body of every refusal. `retry` says whether the same request can succeed later."""

    type: str
    title: str
    status: int
    detail: str
    retry: bool = False


class Refused(Exception):
    """A refusal the domain raises. `detail` is safe to show; `reason` is for the log alone."""

    def __init__(self, type: str, detail: str = "", reason: str = "", **extra: object) -> None:
        super().__init__(TYPES[type][1])
        self.type, self.detail, self.reason, self.extra = type, detail, reason, extra


def describe(type: str, detail: str = "", **extra: object) -> dict[str, object]:
    """A problem as a dictionary: type, title, status, detail, retry and whatever else this type carries."""
    status, title = TYPES[type]
    retry = type in ("stale-epoch", "too-many-requests", "server-error")
    return {"type": type, "title": title, "status": status, "detail": detail or f"{title}.", "retry": retry, **extra}


def answer(type: str, detail: str = "", **extra: object) -> Response:
    """A problem as an HTTP answer."""
    body = describe(type, detail, **extra)
    return Response(json.dumps(body), TYPES[type][0], mimetype="application/problem+json")


def register(app: Flask) -> None:
    """Every error leaves as a problem, 404, 405, 413, 429 and 500 included."""

    @app.errorhandler(Refused)
    def _refused(refusal: Refused) -> Response:
        if refusal.reason:
            log.info("refused %s %s: %s", request.endpoint, refusal.type, refusal.reason)
        return answer(refusal.type, refusal.detail, **refusal.extra)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        if error.response is not None and error.code is None:
            return error.response  # type: ignore[return-value]
        reply = answer(
            _BY_STATUS.get(error.code or 500, "server-error" if (error.code or 500) >= 500 else "invalid-request")
        )
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                reply.headers[name] = value
        return reply

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Response:
        # The type and the place, never the message: a message can quote what a person sent.
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
        log.error("unexpected %s at %s in %s", type(error).__name__, place, request.endpoint)
        return answer("server-error")
