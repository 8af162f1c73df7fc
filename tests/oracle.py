"""The protocol's cryptography again, in Python, for tests only: it shares no code and no structure with the client.

Everything that must be refused raises `Refused` with the client's code, so the two are compared refusal by refusal.
Nonces, keys and randomness are always arguments: nothing in here is random.
"""

import hashlib
import hmac
import json
import re
import struct
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LARGEST = 2**53 - 1
DEEPEST = 64
NOTE_BUCKETS = [2**power for power in range(8, 15)]
VAULT_BUCKETS = [4096 * times for times in range(1, 17)]
NO_REF = bytes(32)


class Refused(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def tagged(name: str, *parts: bytes) -> bytes:
    return b"".join([name.encode("ascii"), b"\0", *parts])


def sha(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def mac(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256")


def derive(ikm: bytes, info: bytes, length: int = 32, salt: bytes = b"") -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(ikm)


def gcm_open(key: bytes, nonce_and_sealed: bytes, aad: bytes, code: str = "gcm") -> bytes:
    try:
        return AESGCM(key).decrypt(nonce_and_sealed[:12], nonce_and_sealed[12:], aad)
    except (InvalidTag, ValueError) as error:
        raise Refused(code) from error


def gcm_seal(key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
    return nonce + AESGCM(key).encrypt(nonce, plain, aad)


def b64u(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def from_b64u(text: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text, re.ASCII) or len(text) % 4 == 1:
        raise Refused("base64url")
    content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64u(content) != text:
        raise Refused("base64url")
    return content


# JSON


def dump(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def load(content: bytes) -> dict[str, Any]:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in items}) != len(items):
            raise ValueError("a key appears twice")
        return dict(items)

    def number(token: str) -> int | float:
        value = float(token) if re.search(r"[.eE]", token) else int(token)
        if value in (float("inf"), float("-inf")) or (value == int(value) and abs(value) > LARGEST):
            raise ValueError("number out of range")
        return value

    def constant(token: str) -> None:
        raise ValueError(token)

    try:
        text = content.decode("utf-8")
        value = json.loads(text, object_pairs_hook=pairs, parse_int=number, parse_float=number, parse_constant=constant)
        if not isinstance(value, dict) or depth(value) > DEEPEST:
            raise ValueError("not an object, or too deep")
    except (ValueError, RecursionError) as error:
        raise Refused("json") from error
    return value


def depth(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


# Padding


def pad(content: bytes, buckets: list[int]) -> bytes:
    for bucket in buckets:
        if len(content) + 4 <= bucket:
            return struct.pack(f">I{bucket - 4}s", len(content), content)
    raise Refused("too-long")


def unpad(padded: bytes, buckets: list[int]) -> bytes:
    if len(padded) not in buckets:
        raise Refused("padding")
    (length,) = struct.unpack_from(">I", padded)
    content = padded[4 : 4 + length]
    if len(content) != length or pad(content, buckets) != padded:
        raise Refused("padding")
    return content


# Wraps, recovery code, local key


def passkey_kek(prf: bytes, uid: bytes, credential_id: bytes) -> bytes:
    return derive(prf, tagged("pn1/kek-prf", uid, sha(credential_id)))


def recovery_kek(secret: bytes, uid: bytes) -> bytes:
    return derive(secret, tagged("pn1/kek-rec", uid))


def local_key(vault_key: bytes, uid: bytes) -> bytes:
    return derive(vault_key, tagged("pn1/local", uid))


def wrap(kind: int, gen: int, kek: bytes, vault_key: bytes, uid: bytes, ref: bytes, nonce: bytes) -> bytes:
    head = struct.pack(">BBI", 1, kind, gen)
    return head + gcm_seal(kek, nonce, vault_key, tagged("pn1/wrap", head, uid, ref))


def unwrap(wrapped: bytes, kek: bytes, uid: bytes, ref: bytes) -> tuple[int, int, bytes]:
    if len(wrapped) != 66:
        raise Refused("size")
    version, kind, gen = struct.unpack_from(">BBI", wrapped)
    if version != 1:
        raise Refused("version")
    if kind not in (1, 2, 3):
        raise Refused("kind")
    if (kind == 1) == (ref == NO_REF):
        raise Refused("ref")
    return kind, gen, gcm_open(kek, wrapped[6:], tagged("pn1/wrap", wrapped[:6], uid, ref))


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code_check(secret: bytes) -> bytes:
    return sha(tagged("pn1/rec-check", secret))[:2]


def format_code(secret: bytes) -> str:
    number = int.from_bytes(secret + code_check(secret), "big")
    letters = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(32)))
    return "-".join(re.findall("....", letters))


def parse_code(typed: str) -> bytes:
    def keeps(letter: str) -> bool:
        return not (
            letter.isspace()
            or unicodedata.category(letter) == "Pd"
            or letter in "\u00ad\u2212\u200b\u200c\u200d\u2060\ufeff"
        )

    letters = "".join(filter(keeps, typed))
    if len(letters) != 32:
        raise Refused("length")
    number = 0
    for letter in letters:
        upper = letter.upper() if letter.isascii() else letter
        value = CROCKFORD.find({"O": "0", "I": "1", "L": "1"}.get(upper, upper))
        if value < 0:
            raise Refused("character")
        number = number << 5 | value
    secret, check = number.to_bytes(20, "big")[:18], number.to_bytes(20, "big")[18:]
    if check != code_check(secret):
        raise Refused("check")
    return secret


def recovery_id(secret: bytes) -> bytes:
    return derive(secret, tagged("pn1/rec-id"), 16)


def recovery_auth(secret: bytes) -> bytes:
    return derive(secret, tagged("pn1/rec-auth"), 32)


# Vault


def seal_vault(vault_key: bytes, gen: int, version: int, uid: bytes, content: bytes, nonce: bytes) -> bytes:
    head = struct.pack(">BIQ", 1, gen, version)
    return head + gcm_seal(vault_key, nonce, pad(content, VAULT_BUCKETS), tagged("pn1/vault", head, uid))


def open_vault(sealed: bytes, vault_key: bytes, uid: bytes) -> tuple[int, int, dict[str, Any]]:
    if len(sealed) - 13 - 12 - 16 not in VAULT_BUCKETS:
        raise Refused("size")
    first, gen, version = struct.unpack_from(">BIQ", sealed)
    if first != 1 or version > LARGEST:
        raise Refused("version")
    padded = gcm_open(vault_key, sealed[13:], tagged("pn1/vault", sealed[:13], uid))
    return gen, version, load(unpad(padded, VAULT_BUCKETS))


# Envelope


@dataclass(frozen=True)
class Header:
    flags: int
    space: bytes
    epoch: int
    slot: int
    device: bytes
    seq: int
    msg_id: bytes
    nonce: bytes

    FORMAT = ">BB16sIB8sQ16s12s"

    def encode(self) -> bytes:
        return struct.pack(
            self.FORMAT,
            1,
            self.flags,
            self.space,
            self.epoch,
            self.slot,
            self.device,
            self.seq,
            self.msg_id,
            self.nonce,
        )

    @classmethod
    def decode(cls, envelope: bytes) -> "Header":
        if len(envelope) - 83 not in NOTE_BUCKETS:
            raise Refused("size")
        version, *fields = struct.unpack_from(cls.FORMAT, envelope)
        header = cls(*fields)
        if version != 1:
            raise Refused("version")
        if header.flags not in (0, 1):
            raise Refused("flags")
        if header.slot not in (0, 1) or not 1 <= header.seq <= LARGEST or header.epoch < 1:
            raise Refused("header")
        return header


def self_tag(header: Header, content: bytes, self_key: bytes) -> bytes:
    return mac(self_key, tagged("pn1/self", header.encode(), content))[:16]


def seal_padded(header: Header, padded: bytes, space_key: bytes) -> bytes:
    """Any plaintext at all, so that tests can seal what an honest client never would."""
    key = derive(space_key, tagged("pn1/note", header.space), salt=header.msg_id)
    return header.encode()[:55] + gcm_seal(key, header.nonce, padded, tagged("pn1/note", header.encode()))


def seal(header: Header, content: bytes, space_key: bytes, self_key: bytes) -> bytes:
    load(content)
    return seal_padded(header, pad(content + self_tag(header, content, self_key), NOTE_BUCKETS), space_key)


def open_envelope(envelope: bytes, space_key: bytes) -> tuple[Header, bytes, dict[str, Any], bytes]:
    header = Header.decode(envelope)
    key = derive(space_key, tagged("pn1/note", header.space), salt=header.msg_id)
    plain = unpad(gcm_open(key, envelope[55:], tagged("pn1/note", envelope[:67])), NOTE_BUCKETS)
    if len(plain) < 16:
        raise Refused("padding")
    return header, plain[:-16], load(plain[:-16]), plain[-16:]
