"""S5 and S13: what the partner can ever be told is the same with and without my private notes, a pause or a mute.

The clock stands still, and random ids and ciphertext are reduced to their lengths.
"""

import itertools
import queue
import re
import threading

from authenticator import b64
from conftest import vault_bytes
from courier_client import envelope, exchange, letters, pair, put, to_bytes, to_text

from server import live
from server.models import Envelope

RANDOM_TEXT = re.compile(r"[A-Za-z0-9_-]{20,}\Z")
DEVICE, NOTE = b"ada-dev0", b"a private note's"


def reduced(value):
    """The same answer with every random id or ciphertext replaced by its length."""
    if isinstance(value, dict):
        return {reduced(key): reduced(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [reduced(inner) for inner in value]
    return f"<{len(value)}>" if isinstance(value, str) and RANDOM_TEXT.match(value) else value


class Partner:
    """Ben, who writes down every answer he gets."""

    def __init__(self, person):
        self.person, self.trace = person, []

    def ask(self, method, path, body=None):
        reply = self.person.get(path) if method == "GET" else getattr(self.person, method.lower())(path, body)
        headers = sorted((name, value) for name, value in reply.headers if name not in ("Date", "Set-Cookie"))
        text = reply.get_json(silent=True)
        self.trace.append((method, re.sub(r"[A-Za-z0-9_-]{20,}", "…", path), reply.status_code, headers, reduced(text)))

    def look_everywhere(self, app, ada, space):
        """Every plain GET there is, then everything that names a space, a note or a device, right and wrong."""
        for rule in sorted(app.url_map.iter_rules(), key=str):
            if (
                "GET" in rule.methods
                and not rule.arguments
                and rule.rule.startswith("/api/")
                and rule.rule != "/api/live"
            ):
                self.ask("GET", rule.rule)
        mine, hers = self.person.private_space, ada.private_space
        wanted = [{"id": one, "since": 0, "incarnation": None} for one in (space, mine, hers)]
        self.ask("POST", "/api/sync", {"spaces": wanted, "put": [], "erase": []})
        for one in (space, mine, hers):
            self.ask("GET", f"/api/spaces/{one}/history?limit=1000")
        self.ask("POST", f"/api/spaces/{hers}/leave")

    def probe(self, ada, space):
        """Try to collide with what a private note would have used up."""
        tries = [
            envelope(to_bytes(ada.private_space), 0, DEVICE, 1, NOTE),
            envelope(to_bytes(ada.private_space), 1, DEVICE, 1, NOTE),
            envelope(to_bytes(space), 1, DEVICE, 1, NOTE),
            envelope(to_bytes(self.person.private_space), 0, DEVICE, 1, NOTE),
        ]
        body = {"spaces": [], "put": [to_text(one) for one in tries], "erase": [to_text(b"another private!")]}
        self.ask("POST", "/api/sync", body)


class Recorded:
    """Every poke of a stream at the very moment it is told, among the acts that may cause one."""

    def __init__(self, turned, person):
        self.turned, self.order = turned, []
        [listener] = [one for one in live._by_session.values() if one.uid == to_bytes(person.uid)]
        tell = listener.tell

        def heard(line):
            self.note("the end" if line is None else re.sub(r"[A-Za-z0-9_-]{20,}", "…", line))
            tell(line)

        listener.tell = heard

    def note(self, what):
        self.order.append((self.turned.seconds, what))


def trace_of(app, people, turned, private_notes=False, quiet=False):
    """All that Ben is told while Ada lives her life, with or without fifty private notes, a pause and a mute."""
    ada, ben = people(2)
    space = pair(ada, ben)
    partner = Partner(ben)
    events, reply = queue.Queue(), ben.get("/api/live")
    # What Ben's stream is told, at which second and between which acts of Ada.
    told = Recorded(turned, ben)

    def listen():
        for event in reply.iter_encoded():
            events.put(event)
        events.put(None)

    threading.Thread(target=listen, daemon=True).start()
    partner.look_everywhere(app, ada, space)
    private = to_bytes(ada.private_space)
    for day in range(1, 4):
        if private_notes:
            first = [NOTE, b"another private!"] if day == 1 else []
            msg_ids = [*first, *(b"%16d" % (100 * day + n) for n in range(17 - len(first) - (day == 3)))]
            # Some at once, some one by one.
            put(ada, *(envelope(private, 0, DEVICE, 20 * day + n, m, flags=1) for n, m in enumerate(msg_ids[:9])))
            for n, one in enumerate(msg_ids[9:], 9):
                put(ada, envelope(private, 0, DEVICE, 20 * day + n, one, flags=1))
            exchange(ada, spaces=[(ada.private_space, 0)], erase=[b"another private!"])
        if quiet:
            # A choice is kept in the vault and nowhere else: a new version of it, larger for once.
            seen, fresh = {"If-Match": f'"{day}"'}, vault_bytes(version=day + 1, size=4096 * day)
            assert ada.put("/api/vault", {"vault": b64(fresh)}, headers=seen).status_code == 200
        told.note("Ada shares")
        put(ada, envelope(to_bytes(space), 0, b"ada-dev1", day, flags=1))
        told.note("Ada shared")
        turned.advance(seconds=7)
        partner.look_everywhere(app, ada, space)
    if private_notes:
        assert Envelope.select().where(Envelope.space == private).count() == 50
    partner.probe(ada, space)
    partner.look_everywhere(app, ada, space)
    ada.post(f"/api/spaces/{space}/leave")
    if private_notes:
        put(ada, envelope(private, 0, DEVICE, 99))
    partner.look_everywhere(app, ada, space)
    partner.ask("POST", f"/api/invites/{to_text(b'i' * 16)}/answer", letters("answer"))
    # Leaving has ended the stream, so this is all it ever said. Spaces are told in the order of their random ids.
    heard = {"shared": [], "his own": []}
    names = {space: "shared", ben.private_space: "his own"}
    while (chunk := events.get(timeout=5)) is not None:
        for name, head in re.findall(r'"space": "([^"]+)", "head": (\d+)', chunk.decode()):
            heard[names[name]].append(int(head))
    reply.close()
    # Pokes of one request come in the order of random ids, too.
    acts = itertools.groupby(told.order, key=lambda one: (one[0], one[1].startswith("data")))
    return partner.trace, heard, [each for _act, group in acts for each in sorted(group)]


def test_s5_the_partners_whole_trace_is_the_same_with_and_without_fifty_private_notes(app, people, turned):
    began = turned.seconds
    without, heard_without, order_without = trace_of(app, people, turned, private_notes=False)
    turned.seconds = began
    within, heard_within, order_within = trace_of(app, people, turned, private_notes=True)
    assert len(without) > 50
    for one, other in zip(without, within, strict=True):
        assert one == other
    assert heard_within == heard_without
    assert heard_within == {"shared": [0, 1, 2, 3, 4], "his own": [0, 1]}
    assert order_within == order_without
    assert [what.partition(":")[0] for _, what in order_within[:3]] == ["Ada shares", "data", "Ada shared"]
    assert len({seconds for seconds, _ in order_within}) == 4


def test_s13_the_partners_whole_trace_is_the_same_with_and_without_a_pause_and_a_mute(app, people, turned):
    began = turned.seconds
    without = trace_of(app, people, turned)
    turned.seconds = began
    within = trace_of(app, people, turned, quiet=True)
    assert len(without[0]) > 50
    for one, other in zip(without[0], within[0], strict=True):
        assert one == other
    assert within[1:] == without[1:]


def test_the_trace_would_differ_if_those_notes_were_shared(app, people, turned):
    """The comparison has eyes: the same life with one more shared note is another trace."""
    without, _heard, _order = trace_of(app, people, turned, private_notes=False)
    ada, ben = people(2)
    space = pair(ada, ben)
    partner = Partner(ben)
    partner.look_everywhere(app, ada, space)
    put(ada, envelope(to_bytes(space), 0, DEVICE, 1), envelope(to_bytes(space), 0, DEVICE, 2))
    partner.look_everywhere(app, ada, space)
    assert partner.trace[: len(partner.trace) // 2] == without[: len(partner.trace) // 2]
    assert partner.trace != without[: len(partner.trace)]
