"""The handshake again, in Python: the two sides as plain functions over a link. Companion of `oracle`."""

import struct
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from oracle import (
    VAULT_BUCKETS,
    Refused,
    b64u,
    derive,
    from_b64u,
    gcm_open,
    gcm_seal,
    load,
    mac,
    pad,
    sha,
    tagged,
    unpad,
)


@dataclass(frozen=True)
class Link:
    purpose: int
    iid: bytes
    secret: bytes
    commit: bytes

    def fragment(self) -> str:
        return b64u(struct.pack("BB", 1, self.purpose) + self.iid + self.secret + self.commit)

    @classmethod
    def parse(cls, fragment: str) -> "Link":
        try:
            version, purpose, *rest = struct.unpack("BB16s32s32s", from_b64u(fragment))
        except (Refused, struct.error) as error:
            raise Refused("link") from error
        if version != 1:
            raise Refused("link")
        if purpose not in (1, 2, 3):
            raise Refused("purpose")
        return cls(purpose, *rest)

    @property
    def about(self) -> bytes:
        return bytes([self.purpose]) + self.iid

    @property
    def auth(self) -> bytes:
        return derive(self.secret, tagged("pn1/hs-auth", bytes([self.purpose])), salt=self.iid)


def point(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def commitment(purpose: int, iid: bytes, apub: bytes, na: bytes) -> bytes:
    return sha(tagged("pn1/commit", bytes([purpose]), iid, apub, na))


def invite(purpose: int, iid: bytes, secret: bytes, na: bytes, apub: bytes) -> Link:
    return Link(purpose, iid, secret, commitment(purpose, iid, apub, na))


def mac_b(link: Link, bpub: bytes) -> bytes:
    return mac(link.auth, tagged("pn1/hs-b", link.about, link.commit, bpub))


def transcript(link: Link, apub: bytes, na: bytes, bpub: bytes) -> bytes:
    return sha(tagged("pn1/th", link.about, link.commit, apub, na, bpub))


def mac_a(link: Link, th: bytes) -> bytes:
    return mac(link.auth, tagged("pn1/hs-a", th))


def agree(link: Link, mine: ec.EllipticCurvePrivateKey, theirs: bytes, th: bytes) -> tuple[bytes, bytes]:
    """The payload key and the three bytes behind the emoji."""
    if len(theirs) != 65:
        raise Refused("point")
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    except ValueError as error:
        raise Refused("point") from error
    okm = derive(mine.exchange(ec.ECDH(), public) + link.secret, tagged("pn1/hs-key"), 35, salt=th)
    return okm[:32], okm[32:]


def check_answer(link: Link, bpub: bytes, mb: bytes) -> None:
    if len(bpub) != 65:
        raise Refused("point")
    if mb != mac_b(link, bpub):
        raise Refused("mac-b")


def check_reveal(link: Link, bpub: bytes, apub: bytes, na: bytes, ma: bytes) -> bytes:
    """The transcript hash, once A was proven to be who made the link."""
    if len(apub) != 65:
        raise Refused("point")
    if len(na) != 32 or commitment(link.purpose, link.iid, apub, na) != link.commit:
        raise Refused("commit")
    th = transcript(link, apub, na, bpub)
    if ma != mac_a(link, th):
        raise Refused("mac-a")
    return th


def sas_indices(sas: bytes) -> list[int]:
    number = int.from_bytes(sas, "big")
    return [number >> shift & 63 for shift in (18, 12, 6, 0)]


def seal_payload(key: bytes, th: bytes, content: bytes, nonce: bytes) -> bytes:
    return b"\1" + gcm_seal(key, nonce, pad(content, VAULT_BUCKETS), tagged("pn1/hs-pay", th))


def open_payload(key: bytes, th: bytes, sealed: bytes) -> dict[str, Any]:
    try:
        if sealed[:1] != b"\1":
            raise Refused("payload")
        return load(unpad(gcm_open(key, sealed[1:], tagged("pn1/hs-pay", th)), VAULT_BUCKETS))
    except Refused as error:
        raise Refused("payload") from error
