"""A software passkey with a real P-256 key. It tells the truth unless a keyword makes it lie, one lie a keyword."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40


def b64(raw: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Passkey:
    """One passkey in one authenticator. `synced` passkeys are backup-eligible, backed up and do not count."""

    def __init__(self, origin: str, synced: bool = True) -> None:
        self.origin, self.synced = origin, synced
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.user_handle = b""
        self.sign_count = 0

    def create(self, options: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """A `RegistrationResponseJSON` for creation options."""
        self.user_handle = unb64(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        public_key = lies.get("public_key", cbor2.dumps({1: 2, 3: lies.get("alg", -7), -1: 1, -2: x, -3: y}))
        credential_id = lies.get("credential_id", self.id)
        attested = bytes(16) + len(credential_id).to_bytes(2, "big") + credential_id + public_key
        data = self._data(options["rp"]["id"], AT, attested, lies)
        statement = lies.get("statement", {})
        attestation = cbor2.dumps({"fmt": lies.get("fmt", "none"), "attStmt": statement, "authData": data})
        client = self._client_data("webauthn.create", options["challenge"], lies)
        response = {"clientDataJSON": b64(client), "attestationObject": b64(attestation), "transports": ["internal"]}
        return self._credential(response, lies)

    def get(self, options: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """An `AuthenticationResponseJSON` for request options."""
        if not self.synced:
            self.sign_count += 1
        data = self._data(options["rpId"], 0, b"", lies)
        client = self._client_data("webauthn.get", options["challenge"], lies)
        signed = data + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        if lies.get("bad_signature"):
            signature = self.key.sign(signed + b"!", ec.ECDSA(hashes.SHA256()))
        handle = lies.get("user_handle", self.user_handle)
        response = {"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature)}
        if handle is not None:
            response["userHandle"] = b64(handle)
        return self._credential(response, lies)

    def _data(self, rp_id: str, flags: int, attested: bytes, lies: dict[str, Any]) -> bytes:
        eligible = lies.get("backup_eligible", self.synced)
        backed_up = lies.get("backed_up", self.synced)
        wanted = {UP: lies.get("up", True), UV: lies.get("uv", True), BE: eligible, BS: backed_up}
        for bit, on in wanted.items():
            flags |= bit if on else 0
        rp_hash = hashlib.sha256(lies.get("rp_id", rp_id).encode()).digest()
        count = lies.get("sign_count", self.sign_count)
        return rp_hash + bytes([flags]) + count.to_bytes(4, "big") + attested

    def _client_data(self, kind: str, challenge: str, lies: dict[str, Any]) -> bytes:
        client = {
            "type": lies.get("type", kind),
            "challenge": lies.get("challenge", challenge),
            "origin": lies.get("origin", self.origin),
        }
        for word, name in (("cross_origin", "crossOrigin"), ("top_origin", "topOrigin")):
            if word in lies:
                client[name] = lies[word]
        return json.dumps(client).encode()

    def _credential(self, response: dict[str, Any], lies: dict[str, Any]) -> dict[str, Any]:
        name = b64(lies.get("id", self.id))
        extensions = {"prf": {"results": {"first": b64(bytes(32))}}} if lies.get("prf") else {}
        return {
            "id": name,
            "rawId": lies.get("raw_id", name),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": extensions,
            "response": response,
        }
