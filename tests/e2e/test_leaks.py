"""No secret leaves a phone: a journey is watched on the wire, in log and database. Leaking clients are found."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import Server, free_port, pair
from leaks import WITNESS, Needles, Tap, listen_to, without_proof
from people import NewPhone

TEXTS = ["the letter from your sister", "I counted the days in silence", "nobody asked about the garden"]
NAMES = ("Bartholomew Quill", "Alexandrine Voss")


class Tapped:
    """A server behind a tap, and what may not be found on its side of it."""

    def __init__(self, folder: Path) -> None:
        front = free_port()
        self.server = Server(folder / "server", ORIGIN=f"http://localhost:{front}").start()
        self.tap = Tap(front, self.server.port)
        self.server.origin = f"http://localhost:{front}"
        self.needles = Needles()

    def findings(self) -> list[str]:
        """Every place that holds a secret, each once."""
        found = {
            line
            for one in self.tap.requests()
            for place in without_proof(one).places()
            for line in self.needles.find(*place)
        }
        found |= set(self.needles.find("the log", self.server.log_path.read_bytes()))
        return sorted(found | set(self.needles.find("the database", self.server.stored_bytes)))


@pytest.fixture
def tapped(tmp_path: Path) -> Iterator[Tapped]:
    """A server of its own for each test."""
    running = Tapped(tmp_path)
    yield running
    running.server.kill()
    running.tap.close()


@pytest.fixture
def server(tapped: Tapped) -> Server:
    """What phones talk to is the tap."""
    return tapped.server


def test_no_secret_of_a_whole_journey_is_on_the_wire_in_the_log_or_in_the_database(
    tapped: Tapped, phone: NewPhone
) -> None:
    al, bo = phone("al", script=WITNESS), phone("bo", script=WITNESS)
    told = [listen_to(one.context) for one in (al, bo)]
    for one in (al, bo):
        one.start_with_passkey()
    code = al.make_code()
    link = pair(al, bo, *NAMES)
    al.feel("low_unpleasant", "lonely", TEXTS[0], f"Share with {NAMES[0]}")
    bo.feel("high_unpleasant", "angry", TEXTS[1], f"Share with {NAMES[1]}")
    al.feel("low_unpleasant", "tired", TEXTS[2])
    for one in (al, bo):
        one.until_sent().reads("/us", TEXTS[:2])
    al.open("/you").tap("button", "Sign out")
    al.tap("button", "Sign out now")
    al.sees("button", "Start with a passkey")
    new = phone("new", script=WITNESS)
    told.append(listen_to(new.context))
    new.open("/recover").page.get_by_role("textbox", name="Recovery code").fill(code)
    new.tap("button", "Open my notes")
    new.sees("heading", "You are back")
    new.reads("/us", TEXTS[:2]).reads("/mine", TEXTS[2:])

    needles = tapped.needles
    for text in (*TEXTS, *NAMES):
        needles.add_text("words", text)
    needles.add_code(code)
    needles.add_link(link)
    needles.add_witnessed([line for lines in told for line in lines], [code])
    assert {"prf", "key", "derived", "sealed key", "sealed text", "recovery secret", "link secret"} <= set(
        needles.kinds
    )
    assert needles.kinds["prf"] >= 3, "three passkeys gave a secret each"
    lines = [one.line.split(b" ")[1] for one in tapped.tap.requests()]
    assert {b"/api/account", b"/api/recovery", b"/api/recovery/use", b"/api/sync", b"/api/passkeys"} <= set(lines)
    assert tapped.findings() == []


LEAVES_PRF = """
{
  const honest = PublicKeyCredential.prototype.toJSON;
  PublicKeyCredential.prototype.toJSON = function () {
    const leaked = { prf: { results: { first: honest.call(this).clientExtensionResults.prf?.results?.first } } };
    // The app empties this field; here it cannot.
    const kept = { enumerable: true, get: () => leaked, set: () => {} };
    return Object.defineProperty(honest.call(this), 'clientExtensionResults', kept);
  };
}
"""
LEAKS = """
{
  let typed = '';
  let key = '';
  addEventListener('input', (event) => { typed = event.target.value; }, true);
  const importKey = SubtleCrypto.prototype.importKey;
  SubtleCrypto.prototype.importKey = function (format, bytes, ...rest) {
    if (format === 'raw' && bytes.length === 32) key = btoa(String.fromCharCode(...bytes));
    return importKey.call(this, format, bytes, ...rest);
  };
  // Sealing that seals nothing: the plain bytes, with room for a tag.
  SubtleCrypto.prototype.encrypt = async (_algorithm, _key, plain) => {
    const sealed = new Uint8Array(plain.byteLength + 16);
    sealed.set(new Uint8Array(plain.buffer ?? plain, plain.byteOffset ?? 0, plain.byteLength));
    return sealed.buffer;
  };
  SubtleCrypto.prototype.decrypt = async (_algorithm, _key, sealed) => sealed.slice(0, -16).buffer;
  const honest = globalThis.fetch;
  globalThis.fetch = async (path, init = {}) => {
    if (path !== '/api/sync' || typed === '') return honest(path, init);
    const zipped = new Blob([JSON.stringify({ key })]).stream().pipeThrough(new CompressionStream('gzip'));
    await honest('/api/session', { method: 'POST', body: await new Response(zipped).arrayBuffer(),
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' } });
    const hex = Array.from(typed, (letter) => letter.charCodeAt(0).toString(16)).join('');
    const headers = { ...init.headers, 'X-Seen': hex };
    return honest(path + '?seen=' + encodeURIComponent(typed), { ...init, headers });
  };
}
"""


def test_a_client_that_leaves_the_prf_result_in_its_json_is_refused_and_found(tapped: Tapped, phone: NewPhone) -> None:
    al = phone("al", script=WITNESS + LEAVES_PRF)
    told = listen_to(al.context)
    with al.page.expect_response("**/api/account") as answer:
        al.open().tap("button", "Start with a passkey")
    assert answer.value.status == 400
    al.sees("button", "Start with a passkey")
    tapped.needles.add_witnessed(told, [])
    assert tapped.findings() == ["prf in body of POST /api/account HTTP/1.1"]


def test_a_client_that_leaks_by_address_header_body_and_sealing_is_found_in_each(
    tapped: Tapped, phone: NewPhone
) -> None:
    al = phone("al", script=WITNESS + LEAKS)
    told = listen_to(al.context)
    al.start_with_passkey()
    al.feel("low_unpleasant", "lonely", TEXTS[0])
    al.until_sent()
    tapped.needles.add_text("words", TEXTS[0])
    tapped.needles.add_witnessed([line for line in told if line.startswith("key ")], [])
    found = tapped.findings()
    assert "words in address of POST /api/sync" in found
    assert "words in headers of POST /api/sync" in found
    assert "words in body of POST /api/sync" in found
    assert "key in body of POST /api/session HTTP/1.1" in found
    assert "words in the database" in found


@pytest.mark.parametrize("shift", range(3))
def test_twelve_bytes_in_a_row_are_found_in_every_form_and_alignment(shift: int) -> None:
    needles = Needles()
    needles.add("key", bytes(range(7, 39)))
    part = b"?" * shift + bytes(range(13, 25)) + b"!"
    standard, safe = base64.b64encode(part), base64.urlsafe_b64encode(part)
    for form in (part, part.hex().encode(), part.hex().upper().encode(), standard, safe, b'{"k":"' + safe + b'"}'):
        assert needles.find("here", form) == ["key in here"], form
    assert needles.find("here", bytes(range(13, 24)).hex().encode()) == [], "eleven are not twelve"


def test_a_line_of_the_log_that_holds_a_secret_is_found(tapped: Tapped) -> None:
    tapped.needles.add_text("words", TEXTS[0])
    assert tapped.findings() == []
    with tapped.server.log_path.open("a") as log:
        log.write(f"INFO put {TEXTS[0]}\n")
    assert tapped.findings() == ["words in the log"]
