"""Wraps, vaults and recovery codes, both ways between the client and the oracle, with bits flipped and ends cut off."""

from typing import Any

import oracle
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle import NO_REF
from oracle_client import ask, bounded, contents, exactly, few, flip, verdict


@bounded
@given(
    kind=st.integers(1, 3),
    gen=st.integers(0, 2**32 - 1),
    vk=exactly(32),
    uid=exactly(16),
    credential=st.binary(min_size=1, max_size=80),
    ikm=exactly(32),
    nonce=exactly(12),
    bit=st.integers(0, 66 * 8 - 1),
    cut=st.integers(1, 65),
    other=exactly(16),
)
def test_both_wrap_alike_and_refuse_a_changed_wrap(
    kind: int,
    gen: int,
    vk: bytes,
    uid: bytes,
    credential: bytes,
    ikm: bytes,
    nonce: bytes,
    bit: int,
    cut: int,
    other: bytes,
) -> None:
    if kind == 2:
        ikm = ikm[:18]
    ref = oracle.sha(credential) if kind == 1 else NO_REF
    kek = {1: oracle.passkey_kek(ikm, uid, credential), 2: oracle.recovery_kek(ikm, uid), 3: ikm}[kind]
    common = {"kind": kind, "ikm": ikm, "uid": uid, "credential": credential, "ref": ref}
    wrapped = oracle.wrap(kind, gen, kek, vk, uid, ref, nonce)
    assert ask("wrap", gen=gen, vk=vk, nonce=nonce, **common)["bytes"] == wrapped.hex()
    assert ask("unwrap", bytes=wrapped, **common) == {"kind": kind, "gen": gen, "vk": vk.hex()}
    assert oracle.unwrap(wrapped, kek, uid, ref) == (kind, gen, vk)
    for lie in (flip(wrapped, bit), wrapped[:-cut], wrapped + b"\0"):
        code = verdict(oracle.unwrap, lie, kek, uid, ref)
        assert code != "accepted"
        assert verdict(ask, "unwrap", bytes=lie, **common) == code
    assume(other != uid)
    assert verdict(ask, "unwrap", bytes=wrapped, **{**common, "uid": other}) == "gcm"
    wrong_ref = oracle.sha(ref)
    assert verdict(ask, "unwrap", bytes=wrapped, **{**common, "ref": wrong_ref}) == ("gcm" if kind == 1 else "ref")


@few
@given(
    gen=st.integers(1, 2**32 - 1),
    version=st.integers(1, oracle.LARGEST),
    vk=exactly(32),
    uid=exactly(16),
    content=contents,
    nonce=exactly(12),
    bit=st.integers(0, 2**20),
    other=exactly(16),
)
def test_both_seal_the_same_vault_and_refuse_a_changed_one(
    gen: int,
    version: int,
    vk: bytes,
    uid: bytes,
    content: dict[str, Any],
    nonce: bytes,
    bit: int,
    other: bytes,
) -> None:
    assume(other != uid)
    sealed = oracle.seal_vault(vk, gen, version, uid, oracle.dump(content), nonce)
    opened = ask("open_vault", bytes=sealed, vk=vk, uid=uid)
    assert opened == {"gen": gen, "version": version, "vault": content}
    made = ask("seal_vault", vk=vk, gen=gen, version=version, uid=uid, json=oracle.dump(content), nonce=nonce)
    assert oracle.open_vault(bytes.fromhex(made["bytes"]), vk, uid) == (gen, version, content)
    for lie in (flip(sealed, bit), flip(sealed, bit % (25 * 8)), sealed[:-1], sealed[:-4096], sealed + bytes(4096)):
        code = verdict(oracle.open_vault, lie, vk, uid)
        assert code != "accepted"
        assert verdict(ask, "open_vault", bytes=lie, vk=vk, uid=uid) == code
    assert verdict(ask, "open_vault", bytes=sealed, vk=vk, uid=other) == "gcm"


@bounded
@given(
    secret=exactly(18),
    place=st.integers(0, 31),
    letter=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZUu*é"),
    cut=st.integers(0, 38),
)
def test_both_make_the_same_recovery_code_and_find_the_same_slips(
    secret: bytes, place: int, letter: str, cut: int
) -> None:
    code = ask("format_code", secret=secret)["code"]
    assert code == oracle.format_code(secret)
    sloppy = code.lower().replace("-", " – ").replace("0", "o").replace("1", "l")
    assert ask("parse_code", typed=sloppy)["secret"] == oracle.parse_code(sloppy).hex() == secret.hex()
    at = place + place // 4
    slip = code[:at] + letter + code[at + 1 :]
    for typed in (slip, code[:cut], code + letter):
        assert verdict(ask, "parse_code", typed=typed) == verdict(oracle.parse_code, typed)
