"""The database handle, the base model and the one way to open a writing transaction.

The same code runs on SQLite and PostgreSQL. On SQLite every transaction begins IMMEDIATE, so a head row read inside one
stays true until the commit; on PostgreSQL the row is locked by `locked()`.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peewee import Database, DatabaseProxy, Model, OperationalError, PostgresqlDatabase
from playhouse.db_url import connect
from playhouse.migrations import Runner

from server.config import ConfigurationError

if TYPE_CHECKING:
    from flask import Flask

database = DatabaseProxy()
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 756_110_001  # any number, the same for every starter of one database
SQLITE_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "busy_timeout": 10_000}


class Table(Model):
    """A table of ours."""

    class Meta:
        database = database
        legacy_table_names = False


def configure(url: str) -> Database:
    """Point every model at `url` (`sqlite:///…`, `postgresql://…`) and return the database, not yet connected."""
    # At DEBUG peewee quotes every parameter of every statement.
    logging.getLogger("peewee").setLevel(logging.INFO)
    if url.startswith("sqlite"):
        handle: Database = connect(url, lock_type="IMMEDIATE", pragmas=SQLITE_PRAGMAS)
    else:
        # psycopg 3 alone waits without blocking the other greenlets.
        handle = connect(
            f"psycopg3+pool://{url.partition('://')[2]}", max_connections=20, stale_timeout=300, timeout=10
        )
    database.initialize(handle)
    return handle


def register(app: Flask, url: str) -> None:
    """Connect at a request's first query and let go at its end. Refuses a database that is not ready."""
    handle = configure(url)
    check()

    @app.teardown_request
    def _let_go(_error: BaseException | None) -> None:
        if not handle.is_closed():
            handle.close()


def check() -> None:
    """`ConfigurationError` for a database that cannot be reached or waits for a migration."""
    try:
        waiting = pending()
    except OperationalError:
        raise ConfigurationError("The database of DATABASE_URL cannot be reached.") from None
    if waiting:
        raise ConfigurationError(
            f"The database waits for migrations ({', '.join(waiting)}): run `unsaid migrate` first."
        )


def locked(query: Any) -> Any:
    """`query` with its rows locked until commit; on SQLite the IMMEDIATE transaction has done that already."""
    return query.for_update() if isinstance(database.obj, PostgresqlDatabase) else query


@contextmanager
def connection() -> Iterator[None]:
    """A connection for the length of the block, unless one is open already."""
    opened = database.obj.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if opened:
            database.obj.close()


def pending() -> list[str]:
    """Names of migrations that were not applied yet."""
    with connection():
        return [m.name for m in Runner(database.obj, str(MIGRATIONS)).status() if not m.applied]


def migrate(lock_beside: Path | None = None) -> list[str]:
    """Apply pending migrations under a lock, so that starters at once do not meet; return the names applied."""
    with connection(), _one_at_a_time(lock_beside):
        applied: list[str] = Runner(database.obj, str(MIGRATIONS)).up()
        return applied


@contextmanager
def _one_at_a_time(lock_beside: Path | None) -> Iterator[Any]:
    if isinstance(database.obj, PostgresqlDatabase):
        execute: Any = database.obj.execute_sql
        execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
        try:
            yield
        finally:
            execute("SELECT pg_advisory_unlock(%s)", (MIGRATION_LOCK,))
    elif lock_beside is None:
        yield
    else:
        with open(lock_beside, "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def rows(sql: str, *values: object) -> list[Any]:
    """All rows of one fixed statement, written with `?` for both databases."""
    handle: Any = database.obj
    return list(handle.execute_sql(_dialect(sql), values).fetchall())


def rows_in(sql: str, values: Sequence[object], members: Iterable[object]) -> list[Any]:
    """`rows` for a statement that ends its values with a list: `… IN ({})`."""
    listed = tuple(members)
    return rows(sql.format(", ".join("?" * len(listed))), *values, *listed) if listed else []


def write_many(sql: str, values: Sequence[tuple[object, ...]]) -> None:
    """One fixed statement for each tuple of `values`, inside the caller's transaction."""
    if values:
        handle: Any = database.obj
        handle.cursor().executemany(_dialect(sql), values)


def _dialect(sql: str) -> str:
    return sql.replace("?", "%s") if isinstance(database.obj, PostgresqlDatabase) else sql
