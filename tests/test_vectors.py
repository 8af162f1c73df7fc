"""The oracle itself against the known answers of the protocol: only then may it judge the client."""

import json
from pathlib import Path
from typing import Any

import oracle
import oracle_handshake as handshake
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from oracle import NO_REF, Header, Refused

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / "pn1.json").read_text("utf-8"))
INPUT = {name: bytes.fromhex(value) for name, value in VECTORS["inputs"].items()}
EXPECTED: dict[str, str] = VECTORS["expected"]
REFUSE = VECTORS["must_refuse"]
UID, NONCE = INPUT["uid"], INPUT["nonce"]
HEADER = Header(1, INPUT["space"], 1, 0, INPUT["dev"], 1, INPUT["mid"], NONCE)


def private_key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(INPUT[name], "big"), ec.SECP256R1())


@pytest.mark.parametrize("name", sorted(set(INPUT) - {"a", "b"}))
def test_an_input_is_derived_as_the_vectors_say(name: str) -> None:
    assert oracle.derive(b"pn1 test vectors", name.encode("ascii"), len(INPUT[name])) == INPUT[name]


def test_keys_wraps_and_recovery_code() -> None:
    kek_passkey = oracle.passkey_kek(INPUT["prf"], UID, INPUT["cred"])
    kek_recovery = oracle.recovery_kek(INPUT["rec"], UID)
    ref = oracle.sha(INPUT["cred"])
    answers = {
        "kek_passkey": kek_passkey,
        "wrap_passkey": oracle.wrap(1, 1, kek_passkey, INPUT["vk"], UID, ref, NONCE),
        "kek_recovery": kek_recovery,
        "wrap_recovery": oracle.wrap(2, 1, kek_recovery, INPUT["vk"], UID, NO_REF, NONCE),
        "wrap_device": oracle.wrap(3, 1, INPUT["ck"], INPUT["vk"], UID, NO_REF, NONCE),
        "rec_id": oracle.recovery_id(INPUT["rec"]),
        "rec_auth": oracle.recovery_auth(INPUT["rec"]),
        "local_key": oracle.local_key(INPUT["vk"], UID),
    }
    assert {name: answer.hex() for name, answer in answers.items()} == {name: EXPECTED[name] for name in answers}
    assert oracle.format_code(INPUT["rec"]) == EXPECTED["recovery_code"]
    assert oracle.unwrap(answers["wrap_passkey"], kek_passkey, UID, ref) == (1, 1, INPUT["vk"])


@pytest.mark.parametrize(
    ("name", "header", "body"),
    [
        ("envelope", HEADER, "body"),
        ("envelope_long", Header(0, INPUT["space"], 1, 0, INPUT["dev"], 2, INPUT["mid"], NONCE), "body_long"),
    ],
)
def test_an_envelope_is_sealed_to_the_expected_bytes_and_opens(name: str, header: Header, body: str) -> None:
    content = oracle.dump(VECTORS[body])
    sealed = oracle.seal(header, content, INPUT["ck"], INPUT["sk"])
    assert sealed.hex() == EXPECTED[name]
    tag = oracle.self_tag(header, content, INPUT["sk"])
    assert oracle.open_envelope(sealed, INPUT["ck"]) == (header, content, VECTORS[body], tag)
    if name == "envelope":
        assert tag.hex() == EXPECTED["self_tag"]


def test_the_vault() -> None:
    sealed = oracle.seal_vault(INPUT["vk"], 1, 1, UID, oracle.dump(VECTORS["vault_json"]), NONCE)
    assert sealed.hex() == EXPECTED["vault"]
    assert oracle.open_vault(sealed, INPUT["vk"], UID) == (1, 1, VECTORS["vault_json"])


@pytest.mark.parametrize("purpose", [1, 2, 3])
def test_every_message_of_a_handshake(purpose: int) -> None:
    known = VECTORS["handshakes"][str(purpose)]
    a, b = private_key("a"), private_key("b")
    apub, bpub = handshake.point(a), handshake.point(b)
    assert (apub.hex(), bpub.hex()) == (EXPECTED["A_pub"], EXPECTED["B_pub"])
    assert a.exchange(ec.ECDH(), b.public_key()).hex() == EXPECTED["ecdh"]
    link = handshake.invite(purpose, INPUT["iid"], INPUT["S"], INPUT["nA"], apub)
    assert handshake.Link.parse(known["link_fragment"]) == link
    th = handshake.transcript(link, apub, INPUT["nA"], bpub)
    k_pay, sas = handshake.agree(link, a, bpub, th)
    assert handshake.agree(link, b, apub, th) == (k_pay, sas)
    handshake.check_answer(link, bpub, handshake.mac_b(link, bpub))
    assert handshake.check_reveal(link, bpub, apub, INPUT["nA"], handshake.mac_a(link, th)) == th
    answers = {
        "link_fragment": link.fragment(),
        "commit": link.commit.hex(),
        "mac_b": handshake.mac_b(link, bpub).hex(),
        "th": th.hex(),
        "mac_a": handshake.mac_a(link, th).hex(),
        "k_pay": k_pay.hex(),
        "sas": sas.hex(),
        "sas_indices": handshake.sas_indices(sas),
        "payload_json": handshake.open_payload(k_pay, th, bytes.fromhex(known["payload"])),
        "payload": handshake.seal_payload(k_pay, th, oracle.dump(known["payload_json"]), NONCE).hex(),
    }
    assert answers == known


@pytest.mark.parametrize("name", sorted(REFUSE["envelope"]))
def test_an_envelope_that_must_be_refused(name: str) -> None:
    code = {"unknown_version": "version", "unknown_flag": "flags", "truncated": "size"}.get(name, "gcm")
    with pytest.raises(Refused) as refusal:
        oracle.open_envelope(bytes.fromhex(REFUSE["envelope"][name]), INPUT["ck"])
    assert refusal.value.code == code


def test_a_wrong_self_tag_opens_but_is_not_mine() -> None:
    sealed = bytes.fromhex(REFUSE["self_tag_wrong_but_opens_for_partner"])
    header, content, _, tag = oracle.open_envelope(sealed, INPUT["ck"])
    assert header.seq == 3
    assert tag != oracle.self_tag(header, content, INPUT["sk"])


@pytest.mark.parametrize("form", REFUSE["recovery_code_accepted_forms"])
def test_a_forgiving_form_of_the_recovery_code(form: str) -> None:
    assert oracle.parse_code(form) == INPUT["rec"]


@pytest.mark.parametrize(
    ("form", "code"), list(zip(REFUSE["recovery_code"], ["check", "length", "character"], strict=True))
)
def test_a_recovery_code_that_must_be_refused(form: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        oracle.parse_code(form)
    assert refusal.value.code == code


@pytest.mark.parametrize("padded", REFUSE["unpad_hex"])
def test_padding_that_must_be_refused(padded: str) -> None:
    with pytest.raises(Refused):
        oracle.unpad(bytes.fromhex(padded), oracle.NOTE_BUCKETS)


@pytest.mark.parametrize("fragment", REFUSE["link_fragment"])
def test_a_link_that_must_be_refused(fragment: str) -> None:
    with pytest.raises(Refused):
        handshake.Link.parse(fragment)
