"""Who the browser tests are about, for their signatures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harness import Phone, Server

NewPhone = Callable[..., Phone]


@dataclass
class Couple:
    """Two people, paired, each with a phone that keeps the whole app."""

    server: Server
    al: Phone
    bo: Phone
