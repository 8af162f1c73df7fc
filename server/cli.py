"""The command line: `serve` and `migrate`. Mistakes in settings are sentences and exit code 2, never a traceback."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from peewee import OperationalError

from server import db
from server.config import Config, ConfigurationError, from_environment

GUNICORN_SETTINGS = Path(__file__).parent / "gunicorn.conf.py"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="unsaid", description="Serve Unsaid, or bring its database up to date.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    commands.add_parser("serve", help="serve the app and its API; refuses while a migration waits")
    commands.add_parser("migrate", help="apply what waits for the database, one starter at a time")
    chosen = parser.parse_args(arguments)
    try:
        settings = from_environment()
        if chosen.command == "migrate":
            return migrate(settings)
        return serve(settings)
    except ConfigurationError as mistakes:
        print(f"Unsaid cannot start:\n{mistakes}", file=sys.stderr)
        return 2


def migrate(settings: Config) -> int:
    """Apply pending migrations and say which."""
    db.configure(settings.database_url)
    try:
        applied = db.migrate(settings.data_dir / "migrating.lock")
    except OperationalError:
        raise ConfigurationError("The database of DATABASE_URL cannot be reached.") from None
    print(f"Applied {', '.join(applied)}." if applied else "The database is up to date.")
    return 0


def serve(settings: Config) -> int:
    """Become gunicorn, which reads the same environment again; does not return."""
    db.configure(settings.database_url)
    db.check()
    print(f"Unsaid is served at {settings.origin}", flush=True)
    bind = f"{settings.host}:{settings.port}"
    words = [sys.executable, "-m", "gunicorn", "--config", str(GUNICORN_SETTINGS), "--bind", bind]
    os.execv(sys.executable, [*words, "server:create_app()"])  # noqa: S606
