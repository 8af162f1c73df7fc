"""The handshake between the client and the oracle, each of them once as the host, and links as both read them."""

import json
import os
from typing import Any

import oracle
import oracle_handshake as handshake
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import example, given
from hypothesis import strategies as st
from oracle_client import ask, bounded, contents, exactly, few, flip, state_name, verdict


@few
@given(
    purpose=st.integers(1, 3),
    content=contents,
    iid=exactly(16),
    secret=exactly(32),
    na=exactly(32),
    bit=st.integers(0, 2**17),
)
def test_a_handshake_with_the_oracle_as_host(
    purpose: int, content: dict[str, Any], iid: bytes, secret: bytes, na: bytes, bit: int
) -> None:
    a = ec.generate_private_key(ec.SECP256R1())
    apub = handshake.point(a)
    link = handshake.invite(purpose, iid, secret, na, apub)
    state = state_name()
    answer = {
        name: bytes.fromhex(value) for name, value in ask("answer", state=state, fragment=link.fragment()).items()
    }
    handshake.check_answer(link, **answer)
    th = handshake.transcript(link, apub, na, answer["bpub"])
    key, sas = handshake.agree(link, a, answer["bpub"], th)
    ma = handshake.mac_a(link, th)
    assert verdict(ask, "check_reveal", state=state, apub=flip(apub, bit), na=na, ma=ma) == "commit"
    assert verdict(ask, "check_reveal", state=state, apub=apub, na=flip(na, bit), ma=ma) == "commit"
    assert verdict(ask, "check_reveal", state=state, apub=apub, na=na, ma=flip(ma, bit)) == "mac-a"
    joined = ask("check_reveal", state=state, apub=apub, na=na, ma=ma)
    assert joined == {"th": th.hex(), "sas": handshake.sas_indices(sas)}
    payload = handshake.seal_payload(key, th, oracle.dump(content), os.urandom(12))
    assert ask("open_payload", state=state, bytes=payload)["content"] == content
    for lie in (flip(payload, bit), payload[:-1], b"", payload[:1]):
        assert verdict(ask, "open_payload", state=state, bytes=lie) == "payload"


@few
@given(purpose=st.integers(1, 3), content=contents, bit=st.integers(0, 2**17))
def test_a_handshake_with_the_client_as_host(purpose: int, content: dict[str, Any], bit: int) -> None:
    state = state_name()
    link = handshake.Link.parse(ask("invite", state=state, purpose=purpose)["fragment"])
    assert link.purpose == purpose
    b = ec.generate_private_key(ec.SECP256R1())
    bpub = handshake.point(b)
    mb = handshake.mac_b(link, bpub)
    assert verdict(ask, "check_answer", state=state, bpub=flip(bpub, bit), mb=mb) == "mac-b"
    assert verdict(ask, "check_answer", state=state, bpub=bpub, mb=flip(mb, bit)) == "mac-b"
    answered = ask("check_answer", state=state, bpub=bpub, mb=mb)
    reveal = {name: bytes.fromhex(answered[name]) for name in ("apub", "na", "ma")}
    th = handshake.check_reveal(link, bpub, **reveal)
    key, sas = handshake.agree(link, b, reveal["apub"], th)
    assert (answered["th"], answered["sas"]) == (th.hex(), handshake.sas_indices(sas))
    payload = bytes.fromhex(ask("seal_payload", state=state, json=json.dumps(content))["bytes"])
    assert handshake.open_payload(key, th, payload) == content
    assert verdict(handshake.open_payload, key, th, flip(payload, bit)) == "payload"


@few
@given(secret=exactly(32), na=exactly(32), x=exactly(32), y=exactly(32))
def test_both_refuse_a_key_that_is_not_on_the_curve(secret: bytes, na: bytes, x: bytes, y: bytes) -> None:
    apub = b"\4" + x + y
    b = ec.generate_private_key(ec.SECP256R1())
    link = handshake.invite(1, bytes(16), secret, na, apub)
    assert verdict(handshake.agree, link, b, apub, bytes(32)) == "point"
    state = state_name()
    bpub = bytes.fromhex(ask("answer", state=state, fragment=link.fragment())["bpub"])
    ma = handshake.mac_a(link, handshake.transcript(link, apub, na, bpub))
    assert verdict(ask, "check_reveal", state=state, apub=apub, na=na, ma=ma) == "point"


@bounded
@given(
    purpose=st.integers(0, 255),
    version=st.integers(0, 3),
    length=st.integers(70, 95),
    extra=st.sampled_from(["", "=", " ", "+", "A"]),
)
@example(purpose=1, version=1, length=82, extra="")
def test_both_read_the_same_links_or_refuse_them(purpose: int, version: int, length: int, extra: str) -> None:
    fragment = oracle.b64u(bytes([version, purpose]) + bytes(range(length - 2))) + extra
    code = verdict(handshake.Link.parse, fragment)
    assert verdict(ask, "answer", state=state_name(), fragment=fragment) == code
    assert (code == "accepted") == (version == 1 and purpose in (1, 2, 3) and length == 82 and extra == "")
