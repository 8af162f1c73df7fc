"""gunicorn: one gevent worker that keeps hundreds of streams open, and logs that never hold an address."""

import contextlib
import logging
from typing import Any

from gunicorn.glogging import Logger

worker_class = "gevent"
# Live streams are in the memory of one process; `config` refuses another number.
workers = 1
worker_connections = 2000
# A browser keeps its idle connection open, and a stop waits for it; our own requests are far shorter than this.
graceful_timeout = 3
timeout = 60
keepalive = 20
# gunicorn 27 otherwise opens a control socket in the home folder.
control_socket_disable = True
# The app's own log names routes; gunicorn's would name paths, which hold ids, and addresses.
accesslog = None
# One small query for all open streams; a stream itself asks at each heartbeat only.
LOOK_SECONDS = 2.0


class Discreet(Logger):  # type: ignore[misc]
    """gunicorn's error log without addresses and paths."""

    def debug(self, msg: str, *values: Any, **more: Any) -> None:
        """What happened, without the paths and bytes it would be told with."""
        if told := str(msg).partition("%")[0].rstrip() if values else msg:
            super().debug(told, **more)

    def warning(self, msg: str, *values: Any, **more: Any) -> None:
        """Drop the one sentence that quotes an address."""
        if not str(msg).startswith("Invalid request from ip="):
            super().warning(msg, *values, **more)

    def exception(self, msg: str, *_values: Any, **more: Any) -> None:
        """Where it happened, without the path that was asked for."""
        super().exception(str(msg).partition(" %")[0], **more)


logger_class = Discreet


def post_worker_init(worker: Any) -> None:
    """Set up the log; end live streams of revoked sessions, and all when the worker is told to stop (it would wait)."""
    import gevent
    from peewee import PeeweeException

    from server import db, live, sessions

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")

    def end_streams() -> None:
        while worker.alive:
            gevent.sleep(0.25)
        live.close_all()

    def end_revoked() -> None:
        while worker.alive:
            gevent.sleep(LOOK_SECONDS)
            # A database that is away for a moment must not end the looking.
            with contextlib.suppress(PeeweeException), db.connection():
                sessions.end_gone()

    gevent.spawn(end_streams)
    gevent.spawn(end_revoked)
