"""Imports point one way. A wrong edge fails with the sentence that names it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
Edges = dict[str, set[str]]

# From the roof to the ground: a room imports from its own floor (never in a circle) or from one below.
SERVER_FLOORS = [
    {"__main__", "gunicorn.conf", "cli"},
    {"__init__"},
    {"api", "shell"},
    {"guards"},
    {"contract", "sessions"},
    {
        "accounts",
        "ending",
        "passkeys",
        "recovery",
        "vaults",
        "activity",
        "permits",
        "links",
        "renewals",
        "ceremonies",
        "invites",
        "spaces",
        "sync",
        "taking_back",
        "pages",
        "restoring",
        "operating",
    },
    {"live", "journal", "envelope", "problems", "outcomes"},
    {"models"},
    {"db"},
    {"config"},
    {"clock", "base64url", "help_lines"},
]
CLIENT_FLOORS = [
    {"main", "sw"},
    {"app", "routes"},
    {"screens"},
    {"ui", "actions"},
    {"messages"},
    {"state", "update"},
    {
        "pairing",
        "invites",
        "shelf",
        "sealed_pages",
        "page_numbers",
        "notes",
        "reader",
        "acts",
        "carrying",
        "ended",
        "only_here",
        "resealing",
        "sealing",
        "unsaying",
        "starting_over",
        "leaving",
        "sync",
        "keeping",
        "outbox",
        "keyring",
        "merging",
        "portable",
        "vault",
        "passkeys",
        "api",
    },
    {"database"},
    {"reminders", "deck"},
    {"content", "calendar"},
    {"search.worker"},
    {"kinds", "trusted", "search", "styles"},
    {"crypto"},
]
# Edges that go down and are wrong all the same.
CLIENT_APART = {
    ("ui", "actions"),
    ("screens", "api"),
    ("screens", "database"),
    ("screens", "sync"),
    ("screens", "crypto"),
}
FLASK_ROOMS = {"__init__", "api", "shell", "guards", "contract", "sessions", "problems", "db"}
PREACT_ROOMS = {"main", "app", "routes", "screens", "ui"}


def room(module: str) -> str:
    """The room of a file: a folder is one room, and a small room of its own when it shares a file's name."""
    return module.split("/", maxsplit=1)[0]


def server_imports() -> Iterator[tuple[str, str]]:
    """(module, what it imports), for every file of the server."""
    for path in sorted((ROOT / "server").rglob("*.py")):
        module = path.relative_to(ROOT / "server").with_suffix("").as_posix()
        if module.startswith("migrations/"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from ((module, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module == "server":
                yield from ((module, f"server.{name.name}") for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{module} imports by dots; write the room's name"
                yield module, node.module


def client_files() -> Iterator[tuple[str, str]]:
    """(module, text) of every file of the client."""
    for path in sorted((ROOT / "pwa" / "src").rglob("*.ts*")):
        if path.suffix in (".ts", ".tsx") and not path.name.endswith(".d.ts"):
            yield path.relative_to(ROOT / "pwa" / "src").with_suffix("").as_posix(), path.read_text()


def client_imports() -> Iterator[tuple[str, str]]:
    """(module, what it imports), for every file of the client; our own as paths below src."""
    statement = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\n]+)["']""")
    for module, text in client_files():
        for target in statement.findall(text):
            if not target.startswith("."):
                yield module, target
                continue
            place = (ROOT / "pwa" / "src" / module).parent / target.split("?")[0]
            yield module, "./" + place.resolve().relative_to(ROOT / "pwa" / "src").with_suffix("").as_posix()


def rooms_of_server() -> Edges:
    """Which room imports which, of ours."""
    edges: Edges = {}
    for module, target in server_imports():
        edges.setdefault(room(module), set())
        if target.startswith("server."):
            edges[room(module)].add(room(target.removeprefix("server.").replace(".", "/")))
    return edges


def rooms_of_client() -> Edges:
    """Which room imports which, of ours."""
    edges: Edges = {}
    for module, target in client_imports():
        edges.setdefault(room(module), set())
        if target.startswith("./"):
            edges[room(module)].add(room(target[2:]))
    return edges


def wrong_edges(edges: Edges, floors: list[set[str]], apart: set[tuple[str, str]] = frozenset()) -> list[str]:
    """One sentence for each edge that does not point down."""
    floor_of = {name: number for number, floor in enumerate(floors) for name in floor}
    everyone = set(edges) | {target for targets in edges.values() for target in targets}
    sentences = [f"{name} has no floor yet: decide where it stands" for name in sorted(everyone - set(floor_of))]
    for source, targets in sorted(edges.items()):
        for target in sorted(targets - {source}):
            if floor_of.get(target, 99) < floor_of.get(source, -1):
                sentences.append(f"{source} must not import {target}, which stands above it")
            if (source, target) in apart:
                sentences.append(f"{source} must not import {target} directly")
    return sentences + circles(edges)


def circles(edges: Edges) -> list[str]:
    """A sentence for each room that reaches itself through others."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(edges.get(start, set()) - {start})
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += edges.get(name, set()) - {name}
        return seen

    return [f"{name} imports itself in a circle" for name in sorted(edges) if name in reached(name)]


def strangers(imports: Iterator[tuple[str, str]], package: str, allowed: set[str]) -> list[str]:
    """A sentence for each room outside `allowed` that imports `package`."""
    found = sorted({m for m, target in imports if re.split(r"[./]", target)[0] == package and room(m) not in allowed})
    return [f"{module} must not import {package}" for module in found]


def test_the_server_s_imports_point_down():
    assert wrong_edges(rooms_of_server(), SERVER_FLOORS) == []


def test_the_client_s_imports_point_down():
    edges = rooms_of_client()
    assert wrong_edges(edges, CLIENT_FLOORS, CLIENT_APART) == []
    assert edges["crypto"] <= {"crypto"}
    assert not edges.get("sw", set()) & {"screens", "ui", "actions", "state", "app", "routes"}


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("flask", FLASK_ROOMS),
        ("flask_login", {"api", "guards", "sessions"}),
        ("webauthn", {"ceremonies"}),
        ("whitenoise", {"shell"}),
        ("flask_limiter", {"guards"}),
        ("gunicorn", {"gunicorn.conf"}),
    ],
)
def test_a_library_of_the_server_has_its_rooms(package, allowed):
    assert strangers(server_imports(), package, allowed) == []
    assert strangers(server_imports(), package, set()) != [], f"nobody imports {package}: the rule is out of date"


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("preact", PREACT_ROOMS),
        ("preact-iso", PREACT_ROOMS),
        ("idb", {"database"}),
    ],
)
def test_a_library_of_the_client_has_its_rooms(package, allowed):
    assert strangers(client_imports(), package, allowed) == []
    assert strangers(client_imports(), package, set()) != [], f"nobody imports {package}: the rule is out of date"


def test_signals_are_known_to_state_too():
    found = {room(module) for module, target in client_imports() if target.startswith("@preact/signals")}
    assert found <= PREACT_ROOMS | {"state"}


@pytest.mark.parametrize(
    ("sink", "only"), [(r"(?<![\w.])fetch\(", {"api", "sw"}), (r"navigator\.credentials\??\.", {"passkeys"})]
)
def test_a_door_of_the_browser_is_in_one_room(sink, only):
    comments = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
    assert {module for module, text in client_files() if re.search(sink, comments.sub("", text))} == only


def test_importing_the_server_reads_nothing():
    """Settings are read by `create_app`, at no import."""
    for module, target in server_imports():
        apart = module in ("config", "cli", "journal")
        assert apart or target not in ("os", "environ"), f"{module} must not import os"


PLANTED = [
    (({"models": {"sync"}}), "models must not import sync, which stands above it"),
    (({"config": {"clock"}, "clock": {"config"}}), "clock imports itself in a circle"),
    (({"helpers": set()}), "helpers has no floor yet: decide where it stands"),
    (({"sync": {"api"}}), "sync must not import api, which stands above it"),
]


@pytest.mark.parametrize(("edges", "sentence"), PLANTED)
def test_a_planted_edge_is_found(edges, sentence):
    assert sentence in wrong_edges(edges, SERVER_FLOORS)


def test_a_planted_edge_of_the_client_is_found():
    found = wrong_edges({"ui": {"actions"}, "crypto": {"api"}}, CLIENT_FLOORS, CLIENT_APART)
    assert found == ["crypto must not import api, which stands above it", "ui must not import actions directly"]
    assert strangers(iter([("notes", "preact/hooks")]), "preact", PREACT_ROOMS) == ["notes must not import preact"]
