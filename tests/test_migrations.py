"""Migrations make exactly the tables of `models`, once, whoever starts at the same time."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from conftest import hang_up, postgres

from server import create_app, db
from server.config import Config, ConfigurationError
from server.models import TABLES

ALL = ["0001_create_tables", "0002_add_links_and_readers", "0003_add_letting_go"]


@pytest.fixture
def empty(engine, tmp_path):
    """The address of a database without tables; PostgreSQL gets a database of its own."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
        return
    with postgres("migrations") as url:
        yield url


def columns(handle) -> dict[str, list[tuple]]:
    """Name, type, nullability and key of every column of every table."""
    names = sorted(set(handle.get_tables()) - {"schema_migration"})
    return {
        name: sorted((c.name, c.data_type.lower(), c.null, c.primary_key) for c in handle.get_columns(name))
        for name in names
    }


def indexes(handle) -> dict[str, list[tuple]]:
    """Columns and uniqueness of every index."""
    names = sorted(set(handle.get_tables()) - {"schema_migration"})
    return {name: sorted((tuple(i.columns), i.unique) for i in handle.get_indexes(name)) for name in names}


def foreign_keys(handle) -> dict[str, list[tuple]]:
    """Every reference."""
    names = sorted(set(handle.get_tables()) - {"schema_migration"})
    return {
        name: sorted((k.column, k.dest_table, k.dest_column) for k in handle.get_foreign_keys(name)) for name in names
    }


def test_migrations_make_what_the_models_say(empty):
    handle = db.configure(empty)
    db.migrate()
    with db.connection():
        migrated = columns(handle), indexes(handle), foreign_keys(handle)
        handle.drop_tables(TABLES)
        handle.create_tables(TABLES)
        assert (columns(handle), indexes(handle), foreign_keys(handle)) == migrated
    assert set(migrated[0]) == {table._meta.table_name for table in TABLES}


def test_a_server_refuses_to_start_before_its_migrations(empty, tmp_path):
    with pytest.raises(ConfigurationError, match=r"0001_create_tables.*unsaid migrate"):
        create_app(Config(database_url=empty, dist=tmp_path))


def test_migrating_twice_does_nothing(empty):
    db.configure(empty)
    assert db.migrate() == ALL
    assert db.pending() == []
    assert db.migrate() == []


def start(url: str, lock: str) -> list[str]:
    """One of several starters, in a process of its own."""
    handle = db.configure(url)
    try:
        return db.migrate(Path(lock))
    finally:
        hang_up(handle)


def test_starters_at_once_do_not_meet(empty, tmp_path):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        applied = pool.starmap(start, [(empty, str(tmp_path / "lock"))] * 3)
    assert sorted(applied) == [[], [], ALL]
