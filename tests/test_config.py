"""Settings: none needed, all mistakes at once, in words, before anything is served."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from server import cli, db
from server.config import Config, ConfigurationError, from_environment

ROOT = Path(__file__).parents[1]


def read(tmp_path: Path, **settings: str) -> Config:
    return from_environment({"DATA_DIR": str(tmp_path / "data"), **settings})


def mistakes(tmp_path: Path, **settings: str) -> list[str]:
    with pytest.raises(ConfigurationError) as found:
        read(tmp_path, **settings)
    return str(found.value).splitlines()


def test_nothing_needs_to_be_set(tmp_path):
    config = read(tmp_path)
    assert config.origin == "http://localhost:8000"
    assert config.database_url == f"sqlite:///{tmp_path}/data/unsaid.sqlite3"
    assert (config.host, config.port, config.operator, config.rate_limits) == ("127.0.0.1", 8000, "", True)
    assert (config.rp_id, config.secure) == ("localhost", False)


def test_a_port_alone_moves_the_origin(tmp_path):
    assert read(tmp_path, PORT="8123").origin == "http://localhost:8123"


def test_a_secret_is_made_once_and_kept_from_others(tmp_path):
    first, second = read(tmp_path), read(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_a_secret_from_the_environment_makes_no_file(tmp_path):
    assert read(tmp_path, SECRET_KEY="x" * 32).secret_key == "x" * 32
    assert not (tmp_path / "data" / "secret_key").exists()


def test_all_settings_are_honoured(tmp_path):
    config = read(
        tmp_path,
        ORIGIN="https://unsaid.example",
        HOST="0.0.0.0",
        PORT="9000",
        OPERATOR="The Example Family",
        DATABASE_URL="postgres://somebody@db/unsaid",
        DIST="/srv/dist",
    )
    assert (config.host, config.port, config.operator) == ("0.0.0.0", 9000, "The Example Family")
    assert (config.rp_id, config.secure, config.dist) == ("unsaid.example", True, Path("/srv/dist"))
    assert config.database_url == "postgres://somebody@db/unsaid"


@pytest.mark.parametrize("origin", ["http://localhost:8000", "https://a.example", "https://a.example:8443"])
def test_good_origins(tmp_path, origin):
    assert read(tmp_path, ORIGIN=origin).origin == origin


@pytest.mark.parametrize(
    "origin",
    [
        "http://unsaid.example",
        "http://127.0.0.1:8000",
        "https://192.0.2.1",
        "https://[::1]",
        "https://unsaid.example/",
        "https://unsaid.example/app",
        "https://Unsaid.example",
        "https://a@unsaid.example",
        "https://unsaid.example?x",
        "https://unsaid.example:port",
        "unsaid.example",
        "ftp://unsaid.example",
        "https://",
        "",
    ],
)
def test_bad_origins_are_refused_in_words(tmp_path, origin):
    (sentence,) = mistakes(tmp_path, ORIGIN=origin)
    assert sentence.startswith("ORIGIN ")
    assert sentence.endswith(".")


def test_all_mistakes_are_told_together(tmp_path):
    (tmp_path / "file").write_text("")
    told = mistakes(
        tmp_path,
        PORT="70000",
        ORIGIN="http://unsaid.example",
        DATA_DIR=str(tmp_path / "file" / "data"),
        DATABASE_URL="mysql://x",
        WEB_CONCURRENCY="4",
        SECRET_KEY="short",
        OPERATOR="x" * 81,
    )
    subjects = ["PORT", "ORIGIN", "DATA_DIR", "DATABASE_URL", "WEB_CONCURRENCY", "SECRET_KEY", "OPERATOR"]
    assert [sentence.split()[0] for sentence in told] == subjects


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "8_000", "٨٠٨٠"])
def test_bad_ports(tmp_path, port):
    assert mistakes(tmp_path, PORT=port)[0].startswith("PORT ")


def run(tmp_path: Path, *words: str, **settings: str) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path / "data"), **settings}
    command = [sys.executable, "-m", "server", *words]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)


def test_mistakes_end_with_code_2_and_no_traceback(tmp_path):
    ended = run(tmp_path, "serve", PORT="none", ORIGIN="http://unsaid.example")
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[0] == "Unsaid cannot start:"
    assert len(ended.stderr.splitlines()) == 3
    assert "Traceback" not in ended.stderr


def test_a_server_does_not_start_before_its_migrations(tmp_path):
    ended = run(tmp_path, "serve")
    assert ended.returncode == 2
    assert "run `unsaid migrate` first" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_migrate_says_what_it_did(tmp_path):
    assert (
        run(tmp_path, "migrate").stdout
        == "Applied 0001_create_tables, 0002_add_links_and_readers, 0003_add_letting_go.\n"
    )
    assert run(tmp_path, "migrate").stdout == "The database is up to date.\n"


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite3", "postgresql://nobody@127.0.0.1:1/nothing"])
def test_a_database_out_of_reach_is_a_sentence(tmp_path, url):
    for command in ("migrate", "serve"):
        ended = run(tmp_path, command, DATABASE_URL=url)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "The database of DATABASE_URL cannot be reached." in ended.stderr
        assert "Traceback" not in ended.stderr


def test_commands_are_listed(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert {"serve", "migrate"} <= set(capsys.readouterr().out.split())


def test_the_scheme_of_postgres_has_two_spellings():
    for url in ("postgres://somebody@db.example/unsaid", "postgresql://somebody@db.example/unsaid"):
        handle = db.configure(url)
        assert type(handle).__name__ == "PooledPsycopg3Database"
        assert handle.database == "unsaid"
