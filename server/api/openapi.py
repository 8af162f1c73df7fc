"""What the server says about itself: its document, its operator, and that it is up."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from flask import Blueprint, Flask, current_app

from server.api.account import config
from server.contract import Strict, contract, openapi
from server.problems import Problem

bp = Blueprint("openapi", __name__)


class HelpLine(Strict):
    """Somebody safe to talk to, added by whoever runs this server."""

    country: str
    name: str
    line: str
    note: str


class About(Strict):
    """Who runs this server, which version of it, and the help lines they added."""

    operator: str
    version: str
    help_lines: list[HelpLine]


class Health(Strict):
    """The server is up."""

    status: str


@cache
def release() -> str:
    """The installed version; "source" when run from a folder that was never installed."""
    try:
        return version("unsaid")
    except PackageNotFoundError:
        return "source"


@bp.get("/healthz")
@contract(Health)
def health() -> Health:
    """200 when the server answers."""
    return Health(status="ok")


@bp.get("/api/server")
@contract(About)
def about() -> About:
    """For the sentence at sign-up that names who runs this server."""
    added = [HelpLine(**line._asdict()) for line in config().help_lines]
    return About(operator=config().operator, version=release(), help_lines=added)


@bp.get("/api/openapi.json")
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    return describe(current_app)


def describe(app: Flask) -> dict[str, Any]:
    """The document as a dictionary."""
    return openapi(app, Problem, "Unsaid", release())
