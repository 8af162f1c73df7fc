"""Every setting, read once from the environment, checked together, frozen. Runs with none set."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from server import help_lines
from server.help_lines import HelpLine

LOCAL_HOSTS = {"localhost"}


class ConfigurationError(Exception):
    """All that is wrong with the settings, one sentence a line."""


@dataclass(frozen=True)
class Config:
    """The settings of one server. `origin` is exactly what browsers show, without a trailing slash."""

    origin: str = "http://localhost:8000"
    database_url: str = "sqlite:///data/unsaid.sqlite3"
    data_dir: Path = Path("data")
    journal_file: str = ""
    secret_key: str = ""
    operator: str = ""
    help_lines: tuple[HelpLine, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    dist: Path = Path(__file__).parent / "dist"
    rate_limits: bool = True
    testing: bool = False

    @property
    def rp_id(self) -> str:
        """The relying party id: the origin's host name."""
        return urlsplit(self.origin).hostname or ""

    @property
    def journal(self) -> Path:
        """Where what must stay undone is written down, apart from the database."""
        return Path(self.journal_file) if self.journal_file else self.data_dir / "journal.jsonl"

    @property
    def secure(self) -> bool:
        """True when cookies can be `Secure` and `__Host-`: every origin but http on this machine itself."""
        return self.origin.startswith("https://")


def _origin_problem(origin: str) -> str | None:
    try:
        parts = urlsplit(origin)
        _ = parts.port
    except ValueError:
        return f"ORIGIN is not an address: {origin!r}."
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"ORIGIN must look like https://unsaid.example, not {origin!r}."
    if parts.path or parts.query or parts.fragment or parts.username or origin != origin.lower():
        return f"ORIGIN must be scheme, host and port only, in lower case, without a trailing slash: {origin!r}."
    if parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS:
        return f"ORIGIN must be https://… (passkeys work over http on localhost alone): {origin!r}."
    if parts.hostname.replace(".", "").isdigit() or ":" in parts.hostname:
        return f"ORIGIN must be a host name, not a number: passkeys refuse {origin!r}."
    return None


def _kept_secret(data_dir: Path) -> str:
    """The secret made on first run, mode 0600, or a new one."""
    path = data_dir / "secret_key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(32)
        file.write(secret)
    return secret


def _help_lines(path: str, problems: list[str]) -> tuple[HelpLine, ...]:
    try:
        return help_lines.read(Path(path)) if path else ()
    except OSError:
        problems.append(f"HELP_LINES cannot be read: {path!r}.")
    except ValueError as mistake:
        problems.append(str(mistake))
    return ()


def from_environment(environ: Mapping[str, str] = os.environ) -> Config:
    """Read every setting; one `ConfigurationError` names all mistakes. Makes the data directory and secret."""
    problems: list[str] = []
    port_text = environ.get("PORT", "8000")
    port = int(port_text) if port_text.isascii() and port_text.isdigit() and 0 < int(port_text) < 65536 else 0
    if not port:
        problems.append(f"PORT must be a number from 1 to 65535, not {port_text!r}.")
    origin = environ.get("ORIGIN", f"http://localhost:{port or 8000}")
    if problem := _origin_problem(origin):
        problems.append(problem)
    data_dir = Path(environ.get("DATA_DIR", "data")).resolve()
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        writable = os.access(data_dir, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        problems.append(f"DATA_DIR {str(data_dir)!r} cannot be written to.")
    journal = str(Path(environ["JOURNAL"]).resolve()) if environ.get("JOURNAL") else ""
    if journal and (Path(journal).is_dir() or not os.access(Path(journal).parent, os.W_OK)):
        problems.append(f"JOURNAL must be a file in a directory that can be written to, not {journal!r}.")
    url = environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'unsaid.sqlite3'}"
    if url.partition("://")[0] not in ("sqlite", "postgres", "postgresql"):
        problems.append("DATABASE_URL must begin with sqlite:/// or postgresql://.")
    workers = environ.get("WEB_CONCURRENCY", "1")
    if workers != "1":
        problems.append(
            "WEB_CONCURRENCY must be 1: live streams are in the memory of one process, which serves many people."
        )
    secret = environ.get("SECRET_KEY", "")
    if secret and len(secret) < 32:
        problems.append("SECRET_KEY must have 32 characters or more.")
    operator = environ.get("OPERATOR", "").strip()
    if len(operator) > 80:
        problems.append("OPERATOR must have 80 characters or fewer.")
    lines = _help_lines(environ.get("HELP_LINES", ""), problems)
    if problems:
        raise ConfigurationError("\n".join(problems))
    return Config(
        origin=origin,
        database_url=url,
        data_dir=data_dir,
        journal_file=journal,
        secret_key=secret or _kept_secret(data_dir),
        operator=operator,
        help_lines=lines,
        host=environ.get("HOST", "127.0.0.1"),
        port=port,
        dist=Path(environ.get("DIST", str(Config.dist))),
    )
