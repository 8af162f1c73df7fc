"""What stands before every route: same-origin requests only, limits on rate, a signed-in person, fresh verification."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, request
from flask import session as cookie
from flask_limiter import Limiter, RateLimitExceeded
from flask_login import current_user

from server import clock, problems, sessions
from server.config import Config
from server.models import Verification
from server.problems import Refused

BODY_LIMIT = 1024 * 1024
FRESH_SECONDS = 300
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
ANONYMOUS = "anonymous"


def _caller() -> str:
    """Whose allowance a request uses: the session's or the browser's, never an address (a proxy's is everyone's)."""
    token = cookie.get("_user_id")
    if isinstance(token, str):
        return sessions.hash_of(token).hex()
    return cookie.get("browser") or ANONYMOUS


def _allowance(own: str, shared: str) -> Callable[[], str]:
    return lambda: shared if _caller() == ANONYMOUS else own


limiter = Limiter(_caller, default_limits=[_allowance("1200 per minute", "6000 per minute")])
# Callers without a cookie share one bucket, so its limit is high: it protects the machine, not a secret of 128 bits.
ceremony_limit = limiter.limit(_allowance("60 per minute", "600 per minute"))
# A device that is being linked looks every two seconds for ten minutes.
link_limit = limiter.limit(_allowance("120 per minute", "1200 per minute"))
recovery_limit = limiter.limit(_allowance("5 per minute; 30 per day", "60 per minute"))


def register(app: Flask, config: Config) -> None:
    """Put the guards in front of every route of `app`."""
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        RATELIMIT_ENABLED=config.rate_limits,
        RATELIMIT_STORAGE_URI="memory://",
    )

    @app.before_request
    def _same_origin_only() -> None:
        if request.method in SAFE_METHODS:
            return
        site = request.headers.get("Sec-Fetch-Site")
        # Browsers that do not send the header send Origin with every unsafe request.
        ours = site == "same-origin" if site is not None else request.headers.get("Origin") == config.origin
        if not ours:
            raise Refused("cross-site")
        if request.mimetype != "application/json":
            raise Refused("unsupported-media-type")

    # It would name whoever was too quick.
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    limiter.init_app(app)

    @app.errorhandler(RateLimitExceeded)
    def _too_quick(_error: RateLimitExceeded) -> Response:
        reply = problems.answer("too-many-requests")
        spent = limiter.current_limit
        reply.headers["Retry-After"] = str(max(1, int(spent.reset_at - time.time()) + 1) if spent else 60)
        return reply


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Only for a signed-in browser; everyone else gets `signed-out`."""

    @wraps(view)
    def wrapper(**values: Any) -> Any:
        require_session()
        return view(**values)

    wrapper.signed_in = True  # type: ignore[attr-defined]
    return wrapper


def require_session() -> None:
    """`signed-out` unless this browser is signed in."""
    if not current_user.is_authenticated:
        raise Refused("signed-out")


def require_fresh(purpose: str) -> None:
    """`verification-needed` unless this session was verified for `purpose` within five minutes."""
    require_session()
    fresh = (
        (Verification.session == current_user.session.token_hash)
        & (Verification.purpose == purpose)
        & (Verification.expires_at > clock.now())
    )
    if not Verification.select(1).where(fresh).exists():
        raise Refused("verification-needed")


def verified_for(purpose: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only after a fresh verification for `purpose` in this very session."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapper(**values: Any) -> Any:
            require_fresh(purpose)
            return view(**values)

        return signed_in(wrapper)

    return decorate


def mark_fresh(token_hash: bytes, purpose: str) -> None:
    """Remember that this session was verified for `purpose` just now."""
    until = clock.now() + FRESH_SECONDS
    row = Verification.insert(session=token_hash, purpose=purpose, expires_at=until)
    key = (Verification.session, Verification.purpose)
    row.on_conflict(conflict_target=key, update={Verification.expires_at: until}).execute()
