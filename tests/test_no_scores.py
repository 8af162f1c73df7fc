"""Nothing in the screens, the API or the sealed notes carries a score, streak, receipt, count, minute or presence."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import monitoring
import pytest
from flask import Flask

CLIENT = Path(__file__).parents[1] / "pwa" / "src"
CATALOGUES = sorted((CLIENT / "messages").rglob("*.ts"))
PLAINTEXT = (CLIENT / "kinds.ts").read_text()

# Counts of what waits on my own phone, before it would be lost: mine alone, and gone with the waiting.
OWN_COUNTS = ("could not be sent", "not been sent yet", "nicht gesendet werden", "noch nicht gesendet")
# Days and nothing finer, mine alone, so that I notice a passkey or session that is not mine (S7).
OWN_DAYS = {"last_used", "last_used_on"}


def api_names(app: Flask) -> dict[str, Any]:
    document: dict[str, Any] = app.test_client().get("/api/openapi.json").get_json()
    assert document["paths"]
    return document


def watched_in_api(document: dict[str, Any]) -> list[str]:
    return [
        f"{path}: {name}"
        for path, name in monitoring.names_in(document)
        if monitoring.in_name(name) and name not in OWN_DAYS
    ]


def watched_in_catalogue(text: str) -> list[str]:
    """Sentences that watch or count. What the app says it does *not* do may name it."""
    sentences = monitoring.sentences_of(text)
    found = [one for one in sentences if monitoring.in_sentence(one)]
    counted = monitoring.counts_in(sentences)
    return found + [one for one in counted if not any(own in one for own in OWN_COUNTS)]


def watched_in_plaintext(text: str) -> list[str]:
    return sorted(name for name in monitoring.fields_of(text) if monitoring.in_name(name))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.name)
def test_no_sentence_keeps_score_or_watches(catalogue: Path) -> None:
    assert watched_in_catalogue(catalogue.read_text()) == []


def test_no_field_of_the_api_keeps_score_or_watches(app: Flask) -> None:
    assert watched_in_api(api_names(app)) == []


def test_no_field_of_a_note_keeps_score_or_watches() -> None:
    assert len(monitoring.fields_of(PLAINTEXT)) > 20
    assert watched_in_plaintext(PLAINTEXT) == []


@pytest.mark.parametrize("name", ["read_at", "seenBy", "streak", "answer_count", "last_active", "minute", "online"])
def test_a_planted_field_is_found_in_api_and_notes(app: Flask, name: str) -> None:
    document = copy.deepcopy(api_names(app))
    schemas = document["components"]["schemas"]
    schemas["SpaceItem"]["properties"][name] = {"type": "string"}
    assert any(name in one for one in watched_in_api(document))
    assert name in watched_in_plaintext(PLAINTEXT + f"\nexport interface Planted {{ {name}?: string }}\n")


@pytest.mark.parametrize(
    "sentence",
    [
        '"Seen at 21:04"',
        '"Bo has read this."',
        '"Seven days in a row!"',
        "`${count} notes this week`",
        '"{n} notes this week"',
        '"Last active yesterday"',
        '"Bo is typing"',
        '"Your score went up"',
        "`You answered ${answered.length} of them`",
        '"Replied within a day"',
    ],
)
def test_a_planted_sentence_is_found(sentence: str) -> None:
    assert watched_in_catalogue(f"export const en = {{ planted: {sentence} }};")
