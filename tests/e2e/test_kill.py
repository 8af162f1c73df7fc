"""The server is killed while a phone hands over its notes, again and again: each arrives, and none twice."""

from __future__ import annotations

import random
import time

from people import Couple
from playwright.sync_api import expect

ROUNDS, EACH = 5, 4


def test_notes_handed_over_to_a_server_that_is_killed_meanwhile_arrive_once_each(couple: Couple) -> None:
    al, bo, server = couple.al, couple.bo, couple.server
    chance = random.Random(7)
    texts = al.texts()
    held = len(texts)
    for _ in range(ROUNDS):
        server.kill()
        al.open("/us")
        for _ in range(EACH):
            texts.append(f"note {len(texts) - held:02}")
            al.feel_on("tired", texts[-1], "Share with Bo")
        server.start()
        al.look_outside()
        time.sleep(chance.uniform(0, 0.08))
    server.kill()
    server.start()
    al.look_outside().until_sent(20)
    for one in (al, bo):
        one.reads("/us", texts)
    expect(al.page.get_by_text("waiting on this phone")).to_have_count(0)
