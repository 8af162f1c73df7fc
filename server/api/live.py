"""The stream that says which space moved, and nothing else."""

from __future__ import annotations

from flask import Blueprint, Response, current_app
from flask_login import current_user

from server import live, sessions, spaces
from server.db import connection, database
from server.guards import signed_in

bp = Blueprint("live", __name__, url_prefix="/api")


@bp.get("/live")
@signed_in
def stream() -> Response:
    """Server-sent events `{"space", "head"}`: on connect, on every commit, and every 25 seconds for all spaces."""
    uid, token = current_user.uid, current_user.get_id()
    listener = live.listen(current_user.session.token_hash, uid)

    def heads() -> list[tuple[bytes, int]] | None:
        with connection():
            return spaces.active_heads(uid) if sessions.load(token) else None

    reply = Response(
        live.stream(listener, heads, current_app.config.get("HEARTBEAT_SECONDS", live.HEARTBEAT_SECONDS)),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
    reply.call_on_close(lambda: live.close(listener))
    # An hour's stream must not hold a connection of the pool meanwhile.
    database.obj.close()
    return reply
