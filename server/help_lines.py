"""Help lines that an operator adds to those the app brings along. They come last there, and say who added them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

MOST_LINES = 50
LONGEST = {"country": 2, "name": 80, "line": 80, "note": 200}
FORM = f"a JSON list of at most {MOST_LINES} objects with country (two capitals or empty), name, line and note"


class HelpLine(NamedTuple):
    """One line: an ISO 3166 country or "", who it is, how to reach them, and a sentence."""

    country: str
    name: str
    line: str
    note: str


def read(path: Path) -> tuple[HelpLine, ...]:
    """The lines of a file. `ValueError` says in a sentence what is wrong with it; `OSError` when it can't be read."""
    try:
        found = json.loads(path.read_bytes())
    except ValueError:
        raise ValueError(f"HELP_LINES must name {FORM}.") from None
    if not isinstance(found, list) or len(found) > MOST_LINES:
        raise ValueError(f"HELP_LINES must name {FORM}.")
    return tuple(_line(number, one) for number, one in enumerate(found, 1))


def _line(number: int, one: object) -> HelpLine:
    if not isinstance(one, dict) or not set(one) <= set(LONGEST) or not {"name", "line"} <= set(one):
        raise ValueError(f"Line {number} of HELP_LINES needs name and line, and may have country and note.")
    texts = {name: one.get(name, "") for name in LONGEST}
    for name, text in texts.items():
        if not isinstance(text, str) or len(text) > LONGEST[name] or not (text == "" or text.isprintable()):
            raise ValueError(f"Line {number} of HELP_LINES: {name} must be one line of {LONGEST[name]} characters.")
    country = texts["country"]
    if country and not (len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()):
        raise ValueError(f"Line {number} of HELP_LINES: country must be two capital letters, or empty.")
    if not texts["name"].strip() or not texts["line"].strip():
        raise ValueError(f"Line {number} of HELP_LINES: name and line must say something.")
    return HelpLine(**texts)
