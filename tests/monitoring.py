"""Words and fields with which an app keeps score or watches: sought in what it says, sends and seals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

# In sentences. Whole words, so that "reading" or "accounts" are no alarm.
SENTENCE = re.compile(
    r"""(?ix)
    \b(scores?|streaks?|badges?|trophies|level\ up|leader\s?board|points?\ (?:earned|so\ far|today)|ratios?
    |love\ tank|percent|rank(?:ed|ing)|in\ a\ row|\d+\ days?\ running|keep\ it\ up
    |last\ seen|seen\ (?:at|by|it|on|just)|not\ seen\ yet|read\ (?:at|by|on)|has\ read|unread|receipts?
    |opened\ (?:at|by|on)|delivered|last\ (?:active|online|here|opened|used)|online\ now|is\ online|typing
    |is\ here\ now|active\ now|nearby|away\ for|(?:minutes?|hours?|seconds?)\ ago|replied\ (?:in|within)
    |response\ time|overdue|waiting\ for\ (?:your|an)\ answer)\b
    |\b\d{1,2}:\d{2}\b | %
    |\b\d+\ (?:notes?|answers?|times|unanswered|new|things?)\b
    """
)
# What the app says it does not have may be named.
DENIED = re.compile(r"There are no [^.]*\.|nobody keeps score|nobody counts anything")
# In the names of fields, split at "_" and at capitals.
FIELD = re.compile(
    r"score|streak|badge|trophy|points|level|ratio|rank|counts?|counter|total|tally|average|percent"
    r"|seen|read|unread|receipt|opened|delivered|viewed|online|presence|active|typing"
    r"|location|lat|lon|latitude|longitude|minutes?|hours?|seconds?|times?|timestamp|at|clock|duration|latency|last"
)


def in_sentence(text: str) -> list[str]:
    """What in this text keeps score or watches."""
    return [found.group(0) for found in SENTENCE.finditer(DENIED.sub("", text))]


def in_name(name: str) -> list[str]:
    """The parts of a field's name that do."""
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")
    return [part for part in (*parts, name.lower()) if FIELD.fullmatch(part)]


def names_in(document: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, name) of every property and parameter of an OpenAPI document."""
    if isinstance(document, dict):
        for name in document.get("properties", {}) if isinstance(document.get("properties"), dict) else ():
            yield path, name
        if isinstance(document.get("in"), str) and isinstance(document.get("name"), str):
            yield path, document["name"]
        for key, inner in document.items():
            yield from names_in(inner, f"{path}/{key}")
    elif isinstance(document, list):
        for inner in document:
            yield from names_in(inner, path)


def fields_of(typescript: str) -> set[str]:
    """Every property declared in, or read as JSON by, TypeScript source: `name:`, `name?:`, `json["name"]`."""
    declared = re.findall(r"(?<![\w.?])(?<!const )(?<!let )([A-Za-z_]\w*)\??:(?!:)", _without_comments(typescript))
    return set(declared) | set(re.findall(r'\[\s*"([A-Za-z_]\w*)"\s*\]', typescript))


def sentences_of(typescript: str) -> list[str]:
    """Every string of a message catalogue; what is put into a template stands as «name»."""
    text = _without_comments(typescript)
    plain = re.findall(r'"((?:[^"\\\n]|\\.)*)"', text)
    templates = [re.sub(r"\$\{([^}]*)\}", r"«\1»", one) for one in re.findall(r"`((?:[^`\\]|\\.)*)`", text)]
    # A pattern that looks for words in a draft says nothing to anybody.
    return [one for one in plain + templates if "(?:" not in one and "\\b" not in one]


def counts_in(templates: Iterable[str]) -> list[str]:
    """Sentences that put a number of things before a person."""
    return [
        one
        for one in templates
        if re.search(r"\{n\}\s|«[^»]*(?:count|length|size|total|number)[^»]*»", one, re.IGNORECASE)
    ]


def _without_comments(typescript: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", "", typescript, flags=re.DOTALL)
