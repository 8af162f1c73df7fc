"""What a state of a screen is, and the world in which a walk through all of them happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harness import Phone, Server
from playwright.sync_api import Page

# As long as words get in German, and as long as a person may make their own.
LONG_WORD = "Zusammengehörigkeitsgefühlsverlustangst"
LONG_TEXT = (
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle, und trotzdem: ich weiß es nicht. " * 3
)


@dataclass
class State:
    """A page as it stands now. `name` is unique."""

    name: str
    page: Page


@dataclass
class World:
    """Where the walk happens: a server that can be stopped, and phones on demand."""

    server: Server
    phone: Callable[..., Phone]
    served: Path

    def update(self) -> None:
        """The same app in another build, as far as a browser can tell."""
        self.server.kill()
        worker = self.served / "sw.js"
        worker.write_text(worker.read_text() + "\n/* another build */\n")
        for twin in (".br", ".gz"):
            (self.served / f"sw.js{twin}").unlink()
        self.server.start()


Chapter = Callable[[World], Iterator[State]]
