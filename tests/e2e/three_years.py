"""Three years of a made-up couple's notes, the same at every run, for a phone that never saw them written."""

from __future__ import annotations

import datetime
import random
import re
import secrets
from typing import Any

from harness import ROOT
from oracle import b64u

CONTENT = ROOT / "pwa/src/content/feelings.ts"
QUADRANTS = ("high_pleasant", "high_unpleasant", "low_unpleasant", "low_pleasant")
HELPS = ("listen", "comfort", "closeness", "time", "practical", "space", "nothing", "unsure")
WAYS = {
    "words": ("words", None),
    "time": ("invitation", "accepted"),
    "hands": ("promise", "kept"),
    "touch": ("hug", "given"),
    "gifts": ("gift", "given"),
    "room": ("promise", "kept"),
}
ANSWERS = ("hear", "thanks", "with_you", "more", "hold_you", "our_evening", "take_off", "means_a_lot")
OWN_WORDS = ("wobbly", "half here", "sundayish")

Planted = dict[str, Any]


def feelings() -> dict[str, tuple[str, ...]]:
    """The words of each tile, as the app has them."""
    text = CONTENT.read_text()
    found = {}
    for quadrant in QUADRANTS:
        listed = re.search(rf"^  {quadrant}: \[(.*?)\]", text, re.DOTALL | re.MULTILINE)
        assert listed
        found[quadrant] = tuple(re.findall(r'"(\w+)"', listed.group(1)))
        assert len(found[quadrant]) == 18
    return found


def planted(mine: bool, content: dict[str, Any], kept: bool = False) -> Planted:
    """One envelope for `plant` in bench/client.ts."""
    return {"mine": mine, "kept": kept, "msg_id": b64u(secrets.token_bytes(16)), "content": content}


def a_feeling(draw: random.Random, words: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    quadrant = draw.choice(QUADRANTS)
    # The common ones come up again and again.
    chosen: list[Any] = list(dict.fromkeys(words[quadrant][int(18 * draw.random() ** 2)] for _ in range(3)))
    chosen = chosen[: draw.randint(1, 3)]
    if draw.random() < 0.1:
        chosen = [*chosen[:2], {"own": draw.choice(OWN_WORDS)}]
    said: dict[str, Any] = {"k": "feeling", "words": chosen}
    if draw.random() < 0.9:
        said["quadrant"] = quadrant
    if draw.random() < 0.5:
        said["help"] = draw.choice(HELPS)
    if draw.random() < 0.5:
        said["because"] = f"because of the {draw.randint(1, 10**9)}th thing"
    return said


def three_years(today: datetime.date, notes: int = 2_000, seed: int = 4) -> list[Planted]:
    """So many notes of both, kept and shared, with answers and what came of something kind; in the order of time."""
    draw = random.Random(seed)
    words = feelings()
    days = sorted(today - datetime.timedelta(days=draw.randrange(3 * 365)) for _ in range(notes))
    all_of_it: list[Planted] = []
    for day in days:
        when = {"day": day.isoformat(), "part": 2}
        what, mine = draw.random(), draw.random() < 0.7
        if what < 0.75:
            content = a_feeling(draw, words)
        elif what < 0.85:
            content = {"k": "thought", "text": f"thought {draw.randint(1, 10**9)}"}
        else:
            way = draw.choice(tuple(WAYS))
            content = {"k": "affirm", "way": way, "form": WAYS[way][0], "text": f"I love you because {way}"}
        kept = mine and content["k"] != "affirm" and draw.random() < 0.5
        note = planted(mine, {**content, **when}, kept)
        all_of_it.append(note)
        to = {"to": note["msg_id"], **when}
        if not kept and content["k"] == "feeling" and draw.random() < 0.5:
            said = {"form": draw.choice(ANSWERS)}
            if draw.random() < 0.1:
                said = {"form": "own", "text": f"in my own words {draw.randint(1, 40)}"}
            all_of_it.append(planted(not mine, {"k": "answer", **said, **to}))
        if content["k"] == "affirm" and WAYS[content["way"]][1] and draw.random() < 0.3:
            step = WAYS[content["way"]][1]
            all_of_it.append(planted(not mine, {"k": "step", "step": step, **to}))
    return all_of_it
