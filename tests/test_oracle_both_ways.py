"""Envelopes and JSON: what the client seals the oracle opens, and the reverse; both refuse the same lies alike."""

import os
from dataclasses import asdict, replace
from typing import Any

import oracle
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from oracle import Header
from oracle_client import ask, bounded, contents, exactly, flip, headers, verdict

PLAIN = Header(0, bytes(16), 1, 0, bytes(8), 1, bytes(16), bytes(12))


@bounded
@given(header=headers, content=contents, ck=exactly(32), sk=exactly(32), other=exactly(32))
def test_both_seal_the_same_envelope_and_open_each_others(
    header: Header, content: dict[str, Any], ck: bytes, sk: bytes, other: bytes
) -> None:
    written = oracle.dump(content)
    assume(len(written) <= 16364 and other != sk)
    sealed = oracle.seal(header, written, ck, sk)
    assert ask("seal", json=written, ck=ck, sk=sk, **asdict(header))["bytes"] == sealed.hex()
    opened = ask("open", bytes=sealed, ck=ck, sk=sk)
    assert {name: opened[name] for name in asdict(header)} == {
        name: value.hex() if isinstance(value, bytes) else value for name, value in asdict(header).items()
    }
    assert bytes.fromhex(opened["json"]) == written
    assert opened["content"] == content
    assert opened["mine"] is True
    assert opened["tag"] == oracle.open_envelope(sealed, ck)[3].hex()
    assert ask("open", bytes=sealed, ck=ck, sk=other)["mine"] is False


@bounded
@given(header=headers, content=contents, ck=exactly(32), bit=st.integers(0, 2**20), cut=st.integers(1, 400))
@example(header=PLAIN, content={}, ck=bytes(32), bit=1 * 8 + 1, cut=1)
@example(header=PLAIN, content={}, ck=bytes(32), bit=22 * 8 + 1, cut=1)
@example(header=PLAIN, content={}, ck=bytes(32), bit=31 * 8 + 6, cut=1)
@example(header=PLAIN, content={}, ck=bytes(32), bit=38 * 8, cut=1)
def test_both_refuse_a_changed_or_cut_envelope_for_the_same_reason(
    header: Header, content: dict[str, Any], ck: bytes, bit: int, cut: int
) -> None:
    written = oracle.dump(content)
    assume(len(written) <= 16364)
    sealed = oracle.seal(header, written, ck, ck)
    in_header = flip(sealed, bit % (67 * 8))
    for lie in (flip(sealed, bit), in_header, sealed[:-cut], sealed + bytes(cut), sealed[cut:]):
        assert lie != sealed
        assert (code := verdict(oracle.open_envelope, lie, ck)) != "accepted"
        assert verdict(ask, "open", bytes=lie, ck=ck, sk=ck) == code


@bounded
@given(
    header=headers,
    ck=exactly(32),
    bucket=st.sampled_from(oracle.NOTE_BUCKETS[:4]),
    claimed=st.integers(0, 2100),
    plain=st.binary(max_size=300),
    stray=st.none() | st.integers(1, 200),
)
@example(
    header=PLAIN,
    ck=bytes(32),
    bucket=256,
    claimed=18,
    plain=b"{}" + bytes(16),
    stray=1,
)
@example(
    header=PLAIN,
    ck=bytes(32),
    bucket=512,
    claimed=18,
    plain=b"{}" + bytes(16),
    stray=None,
)
def test_both_refuse_the_same_plaintexts_under_the_right_key(
    header: Header, ck: bytes, bucket: int, claimed: int, plain: bytes, stray: int | None
) -> None:
    padded = bytearray((claimed.to_bytes(4, "big") + plain).ljust(bucket, b"\0")[:bucket])
    if stray is not None:
        padded[-stray] ^= 1
    sealed = oracle.seal_padded(header, bytes(padded), ck)
    assert verdict(ask, "open", bytes=sealed, ck=ck, sk=ck) == verdict(oracle.open_envelope, sealed, ck)


@bounded
@given(ck=exactly(32), plain=st.binary(max_size=500) | contents.map(oracle.dump))
def test_both_agree_on_well_padded_bytes_that_need_not_be_json(ck: bytes, plain: bytes) -> None:
    assume(len(plain) <= 16380)
    sealed = oracle.seal_padded(PLAIN, oracle.pad(plain, oracle.NOTE_BUCKETS), ck)
    assert verdict(ask, "open", bytes=sealed, ck=ck, sk=ck) == verdict(oracle.open_envelope, sealed, ck)


marks = st.sampled_from(list("{}[]:, \ufeff"))
texts = st.sampled_from(['"a"', '"b"', '"\\u0061"', '"\\""', '"\\ud800"', "true", "null", "NaN", "Infinity"])
edges = ["9007199254740991", "9007199254740992", "-9007199254740993", "9007199254740992.5"]
tokens = marks | texts | st.sampled_from(["1", "-0", "1.5", "1e3", "1e400", *edges])
pair_lists = st.lists(st.tuples(st.sampled_from(['"a"', '"b"', '"\\u0061"', '"__proto__"', '"1"']), tokens), max_size=4)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(tokens, max_size=9).map("".join)
    | pair_lists.map(lambda pairs: f"{{{','.join(f'{key}:{value}' for key, value in pairs)}}}")
)
@example('{"a":1,"\\u0061":2}')
@example('{"a":{"b":1,"b":2}}')
@example('{"a":[{"__proto__":1,"__proto__":1}]}')
@example('{"a":9007199254740993}')
@example('{"a":1e16}')
@example('{"a":"x:\\"y:{[","b":0}')
@example('\ufeff{"a":1}')
@example('{"a":' + "[" * 63 + "]" * 63 + "}")
@example('{"a":' + "[" * 64 + "]" * 64 + "}")
@example('{"a":' + "[" * 9000 + "]" * 9000 + "}")
@example("[]")
@example("3")
@example("null")
def test_both_read_the_same_json_or_refuse_it(text: str) -> None:
    written = text.encode("utf-8")
    code = verdict(oracle.load, written)
    assert verdict(ask, "json", bytes=written) == code
    if code == "accepted":
        assert ask("json", bytes=written)["content"] == oracle.load(written)


@bounded
@given(st.binary(max_size=40))
@example(b'{"a":"\xff"}')
@example(b'{"a":"\xed\xa0\x80"}')
def test_both_agree_on_what_is_utf8_json(written: bytes) -> None:
    assert verdict(ask, "json", bytes=written) == verdict(oracle.load, written)


def test_an_envelope_belongs_to_its_space_epoch_slot_device_and_number() -> None:
    header = Header(0, os.urandom(16), 2, 0, os.urandom(8), 5, os.urandom(16), os.urandom(12))
    ck, sk = os.urandom(32), os.urandom(32)
    sealed = oracle.seal(header, b'{"k":"thought"}', ck, sk)
    changes: list[dict[str, Any]] = [
        {"space": os.urandom(16)},
        {"epoch": 3},
        {"slot": 1},
        {"device": os.urandom(8)},
        {"seq": 6},
        {"msg_id": os.urandom(16)},
        {"flags": 1},
        {"nonce": os.urandom(12)},
    ]
    for change in changes:
        lie = replace(header, **change).encode() + sealed[67:]
        assert verdict(oracle.open_envelope, lie, ck) == "gcm"
        assert verdict(ask, "open", bytes=lie, ck=ck, sk=sk) == "gcm"
