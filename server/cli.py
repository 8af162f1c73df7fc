"""The command line. Mistakes are sentences and exit code 2. What each command may touch is listed in a test."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from peewee import OperationalError

from server import base64url, db, journal
from server.config import Config, ConfigurationError, from_environment

GUNICORN_SETTINGS = Path(__file__).parent / "gunicorn.conf.py"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    chosen = parser().parse_args(_plain(sys.argv[1:] if arguments is None else arguments))
    try:
        settings = from_environment()
        match chosen.command:
            case "migrate":
                return migrate(settings)
            case "restored":
                return restored(settings, chosen.journal)
            case "stats":
                return stats(settings)
            case "account":
                return revoke(settings, chosen.number)
        return serve(settings)
    except ConfigurationError as mistakes:
        print(f"Unsaid cannot start:\n{mistakes}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """Every command there is."""
    parser = argparse.ArgumentParser(prog="unsaid", description="Serve Unsaid, or look after its database.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    commands.add_parser("serve", help="serve the app and its API; refuses while a migration waits")
    commands.add_parser("migrate", help="apply what waits for the database, one starter at a time")
    after = commands.add_parser("restored", help="after putting back an older copy of the database, before serving it")
    after.add_argument(
        "--journal", action="append", type=Path, metavar="FILE", help="instead of the one in use; may be given again"
    )
    commands.add_parser("stats", help="how many accounts, spaces and envelopes there are; nothing about anybody")
    account = commands.add_parser("account", help="for somebody who asks for help with their account")
    doing = account.add_subparsers(dest="doing", required=True, metavar="command")
    ending = doing.add_parser("revoke", help="sign an account out everywhere; its owner is told, and signs in again")
    ending.add_argument("number", metavar="NUMBER", help="the account's number, which its owner reads under You")
    return parser


def _plain(words: list[str]) -> list[str]:
    # A number may begin with a hyphen, which is no option.
    return [*words[:2], "--", *words[2:]] if words[:2] == ["account", "revoke"] and len(words) == 3 else words


def migrate(settings: Config) -> int:
    """Apply pending migrations and say which."""
    db.configure(settings.database_url)
    try:
        applied = db.migrate(settings.data_dir / "migrating.lock")
    except OperationalError:
        raise ConfigurationError("The database of DATABASE_URL cannot be reached.") from None
    print(f"Applied {', '.join(applied)}." if applied else "The database is up to date.")
    return 0


def restored(settings: Config, journals: list[Path] | None) -> int:
    """Make an older copy of the database safe to serve; say what was done, in numbers alone."""
    # Imported here, so that `serve` and `migrate` do not load the server's rooms twice.
    from server import restoring

    for path in journals or []:
        if not path.is_file():
            raise ConfigurationError(f"There is no journal at {str(path)!r}.")
    db.configure(settings.database_url)
    db.check()
    found = journals or [settings.journal]
    with db.connection():
        done = restoring.restore(line for path in found for line in journal.read(path))
    print(f"People: {done.people}. Everybody signs in again, and phones send what this copy lacks.")
    print(f"Lines of the journal followed: {done.followed}.")
    if done.unreadable:
        print(f"Lines that could not be read: {done.unreadable}.")
    if done.without_a_way_in:
        print(f"People left without a passkey or a code in this copy: {done.without_a_way_in}.")
    return 0


def stats(settings: Config) -> int:
    """Say how much of everything there is: totals alone."""
    from server import operating

    db.configure(settings.database_url)
    db.check()
    with db.connection():
        found = operating.totals()
    print(f"Accounts: {found.accounts}")
    print(f"Shared spaces: {found.open_spaces} open, {found.ended_spaces} ended")
    print(f"Envelopes: {found.envelopes}")
    return 0


def revoke(settings: Config, number: str) -> int:
    """Sign one account out everywhere. The person is told, and finds everything as it was."""
    from server import operating

    db.configure(settings.database_url)
    db.check()
    journal.configure(settings.journal)
    try:
        uid = base64url.decode(number)
    except ValueError:
        uid = b""
    with db.connection():
        if not operating.revoke(uid):
            print("There is no account with that number.", file=sys.stderr)
            return 2
    print("That account is signed out everywhere, and its owner is told. Passkeys, code and notes are as they were.")
    return 0


def serve(settings: Config) -> int:
    """Become gunicorn, which reads the same environment again; does not return."""
    db.configure(settings.database_url)
    db.check()
    print(f"Unsaid is served at {settings.origin}", flush=True)
    bind = f"{settings.host}:{settings.port}"
    words = [sys.executable, "-m", "gunicorn", "--config", str(GUNICORN_SETTINGS), "--bind", bind]
    os.execv(sys.executable, [*words, "server:create_app()"])  # noqa: S606
