"""Vaults and wraps: bytes a phone sealed. The server reads their clear headers, keeps their order, opens nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from server.db import database
from server.models import Account, Vault, Wrap
from server.problems import Refused

PASSKEY, RECOVERY = 1, 2
NO_REF = bytes(32)
WRAP_BYTES = 66
# 13 of header, 12 of nonce and 16 of GCM tag around a padded vault of 4,096 · i bytes.
VAULT_SIZES = frozenset(13 + 12 + 16 + 4096 * i for i in range(1, 17))
LARGEST_NUMBER = 2**53 - 1


class Header(NamedTuple):
    """The clear numbers of a vault; both only ever rise."""

    gen: int
    version: int


def header(sealed: bytes) -> Header:
    """The header of a sealed vault; `invalid-request` for another form or size."""
    if len(sealed) not in VAULT_SIZES or sealed[0] != 1:
        raise Refused("invalid-request", "The vault is not of the agreed form.")
    numbers = Header(int.from_bytes(sealed[1:5], "big"), int.from_bytes(sealed[5:13], "big"))
    if not 1 <= numbers.version <= LARGEST_NUMBER:
        raise Refused("invalid-request", "The vault's version is outside the agreed range.")
    return numbers


def check_wrap(sealed: bytes, kind: int, gen: int) -> None:
    """`invalid-request` unless these are a wrap of this kind for this generation of the vault key."""
    if len(sealed) != WRAP_BYTES or sealed[:2] != bytes([1, kind]) or sealed[2:6] != gen.to_bytes(4, "big"):
        raise Refused("invalid-request", "The wrap is not of the agreed form.")


def create(uid: bytes, sealed: bytes) -> None:
    """A person's first vault: generation 1, version 1."""
    if header(sealed) != Header(1, 1):
        raise Refused("invalid-request", "A first vault begins with generation 1 and version 1.")
    Vault.insert(account=uid, gen=1, version=1, bytes=sealed).execute()


def of(uid: bytes) -> Any:
    """The row of this person's vault."""
    return Vault.get(Vault.account == uid)


def replace(uid: bytes, seen: int, sealed: bytes) -> Header:
    """Store the next version, if `seen` is still the current one; else `vault-conflict`."""
    numbers = header(sealed)
    if _bring_back(uid, seen, numbers, sealed):
        return numbers
    if numbers.version != seen + 1:
        raise Refused("invalid-request", "The next vault must count up by one.")
    # One statement compares and swaps: of two devices at once only one finds the version it read.
    same = (Vault.account == uid) & (Vault.version == seen) & (Vault.gen == numbers.gen)
    if Vault.update(version=numbers.version, bytes=sealed).where(same).execute() == 1:
        return numbers
    if of(uid).version != seen:
        raise Refused("vault-conflict")
    raise Refused("invalid-request", "The vault key is of another generation.")


def _bring_back(uid: bytes, seen: int, numbers: Header, sealed: bytes) -> bool:
    """After an older copy was put back: take a device's newer vault, of the generation its person had come to."""
    with database.atomic():
        Account.hold(uid)
        now = of(uid)
        if now.restored != numbers.gen or numbers.version <= seen:
            return False
        if now.version != seen:
            raise Refused("vault-conflict")
        Vault.update(gen=numbers.gen, version=numbers.version, bytes=sealed).where(Vault.account == uid).execute()
        Wrap.delete().where((Wrap.account == uid) & (Wrap.gen < numbers.gen)).execute()
    return True


def renew(uid: bytes, seen: int, sealed: bytes) -> Header:
    """Store a vault under a new key: the next generation and the next version, if `seen` is still the current one."""
    numbers, now = header(sealed), of(uid)
    if now.version != seen:
        raise Refused("vault-conflict")
    if numbers != Header(now.gen + 1, seen + 1):
        raise Refused("invalid-request", "New keys count generation and version up by one.")
    Vault.update(gen=numbers.gen, version=numbers.version, bytes=sealed).where(Vault.account == uid).execute()
    return numbers


def wrap_of(uid: bytes, kind: int, ref: bytes) -> bytes | None:
    """The wrap for one way in, or None."""
    row = Wrap.get_or_none((Wrap.account == uid) & (Wrap.kind == kind) & (Wrap.ref == ref))
    return bytes(row.bytes) if row else None


def wrapped_refs(uid: bytes) -> list[bytes]:
    """The credentials that can open the vault."""
    rows = Wrap.select(Wrap.ref).where((Wrap.account == uid) & (Wrap.kind == PASSKEY)).order_by(Wrap.ref)
    return [bytes(row.ref) for row in rows]


def put_wrap(uid: bytes, kind: int, ref: bytes, sealed: bytes) -> None:
    """Store the wrap for one way in, over an older one."""
    check_wrap(sealed, kind, of(uid).gen)
    key = (Wrap.account, Wrap.kind, Wrap.ref)
    gen = int.from_bytes(sealed[2:6], "big")
    row = Wrap.insert(account=uid, kind=kind, ref=ref, gen=gen, bytes=sealed)
    row.on_conflict(conflict_target=key, update={Wrap.gen: gen, Wrap.bytes: sealed}).execute()


def add_passkey_wrap(uid: bytes, ref: bytes, sealed: bytes) -> None:
    """Give a passkey its first wrap of this generation. The same bytes again are fine; others are refused."""
    with database.atomic():
        Account.hold(uid)
        old = wrap_of(uid, PASSKEY, ref)
        if old == sealed:
            return
        if old is not None and old[2:6] == sealed[2:6]:
            raise Refused("already-exists")
        put_wrap(uid, PASSKEY, ref, sealed)
