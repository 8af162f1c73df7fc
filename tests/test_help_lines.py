"""Help lines that an operator adds: read at start, refused in words, served to anybody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Person

from server.config import ConfigurationError, from_environment
from server.help_lines import HelpLine

GOOD = {"country": "DE", "name": "A house nearby", "line": "030 000 000", "note": "Day and night."}


def settings(folder: Path, content: object):
    path = folder / "lines.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return from_environment({"DATA_DIR": str(folder), "HELP_LINES": str(path)})


def test_they_are_served_to_anybody(make_app):
    app = make_app(help_lines=(HelpLine(**GOOD),))
    assert Person(app.test_client()).get("/api/server").json["help_lines"] == [GOOD]


def test_without_a_file_there_are_none(tmp_path, stranger):
    assert from_environment({"DATA_DIR": str(tmp_path)}).help_lines == ()
    assert stranger.get("/api/server").json["help_lines"] == []


def test_a_file_is_read_at_start(tmp_path):
    found = settings(tmp_path, [GOOD, {"name": "Another", "line": "help.example"}])
    assert found.help_lines == (HelpLine(**GOOD), HelpLine("", "Another", "help.example", ""))


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        {},
        [GOOD] * 51,
        ["a line"],
        [{"name": "x"}],
        [{**GOOD, "html": "<b>"}],
        [{**GOOD, "name": 7}],
        [{**GOOD, "name": " "}],
        [{**GOOD, "line": ""}],
        [{**GOOD, "line": "1" * 81}],
        [{**GOOD, "note": "two\nlines"}],
        [{**GOOD, "note": "\u202eturned"}],
        [{**GOOD, "country": "de"}],
        [{**GOOD, "country": "D"}],
        [{**GOOD, "country": "ÄÖ"}],
    ],
)
def test_a_file_of_another_form_is_refused_in_words(tmp_path, content):
    with pytest.raises(ConfigurationError, match="HELP_LINES"):
        settings(tmp_path, content)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(ConfigurationError, match="HELP_LINES cannot be read"):
        from_environment({"DATA_DIR": str(tmp_path), "HELP_LINES": str(tmp_path / "nothing.json")})
