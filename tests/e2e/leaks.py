"""Looks for secrets where none may be. A page with `WITNESS` tells every secret it handles, `Tap` keeps what left the
browser, and `Needles` finds any twelve bytes in a row of a secret, in whatever form they are written."""

from __future__ import annotations

import base64
import gzip
import json
import re
import socket
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from oracle import from_b64u, parse_code, recovery_auth, recovery_id
from playwright.sync_api import BrowserContext

WINDOW = 12
# Names inside sealed JSON whose values travel by the protocol anyway: ids, public keys, the handshake's messages.
PUBLIC = {"id", "space", "public_key", "nonce", "bpub", "mb", "apub", "na", "ma", "payload"}

# Every place of the client where a secret exists as bytes: what passkeys give, what becomes a key, what is sealed and
# opened. The keys WebCrypto derives without ever showing them (`deriveKey`, `generateKey`) cannot leak from a page.
WITNESS = """
{
  const hex = (source) => {
    const { buffer = source, byteOffset = 0, byteLength } = source;
    const view = new Uint8Array(buffer, byteOffset, byteLength);
    return Array.from(view, (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  const tell = (what, source) => void globalThis.__witness(what + ' ' + hex(source));
  const after = (object, name, see) => {
    const honest = object.prototype[name];
    object.prototype[name] = async function (...given) {
      const answer = await honest.apply(this, given);
      see(given, answer);
      return answer;
    };
  };
  for (const name of ['create', 'get']) {
    after(CredentialsContainer, name, (_, made) => {
      const results = made.getClientExtensionResults().prf?.results ?? {};
      for (const result of Object.values(results)) tell('prf', result);
    });
  }
  after(SubtleCrypto, 'importKey', ([format, bytes, algorithm]) => {
    const name = algorithm.name ?? algorithm;
    if (format === 'raw' && !/^EC/.test(name)) tell('key', bytes);
  });
  after(SubtleCrypto, 'deriveBits', (_, bits) => tell('derived', bits));
  after(SubtleCrypto, 'encrypt', ([, , plain]) => tell('plain', plain));
  after(SubtleCrypto, 'decrypt', (_, plain) => tell('plain', plain));
}
"""


class Tap:
    """Listens where the browser thinks the server is, passes everything on to `target`, keeps what the browser said."""

    def __init__(self, port: int, target: int) -> None:
        self.target = target
        self.heard: list[bytearray] = []
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                heard = bytearray()
                self.heard.append(heard)
                threading.Thread(target=self._pass_on, args=(browser, server, heard), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(server, browser, None), daemon=True).start()

    @staticmethod
    def _pass_on(source: socket.socket, sink: socket.socket, heard: bytearray | None) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                if heard is not None:
                    heard += chunk
                sink.sendall(chunk)
        for end in (source, sink):
            end.close()

    def close(self) -> None:
        """Stop listening."""
        self.listener.close()

    def requests(self) -> Iterator[Request]:
        """Every request so far, as it crossed the wire, its body inflated."""
        for heard in list(self.heard):
            rest = bytes(heard)
            while rest:
                head, _, rest = rest.partition(b"\r\n\r\n")
                line, _, headers = head.partition(b"\r\n")
                length = re.search(rb"(?im)^content-length: *(\d+)", headers)
                size = int(length[1]) if length else 0
                body, rest = rest[:size], rest[size:]
                yield Request(line, headers, gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)


@dataclass
class Request:
    """One request: its first line, its headers, its body."""

    line: bytes
    headers: bytes
    body: bytes

    def places(self) -> Iterator[tuple[str, bytes]]:
        """Where a secret could hide; the address also as it reads without percent signs."""
        name = self.line.split(b"?")[0].decode("latin-1")
        yield f"address of {name}", self.line
        yield f"address of {name}", urllib.parse.unquote_to_bytes(self.line)
        yield f"headers of {name}", self.headers
        yield f"body of {name}", self.body


def without_proof(request: Request) -> Request:
    """A used code proves itself by `rec_auth`, derived from it: this field of this request may travel, nothing else."""
    if not request.line.startswith(b"POST /api/recovery/use "):
        return request
    body = json.loads(request.body)
    del body["rec_auth"]
    return Request(request.line, request.headers, json.dumps(body).encode())


class Needles:
    """Secrets, cut into every run of twelve bytes, in every form a leak could have. `find` says which was found."""

    def __init__(self) -> None:
        self.raw: dict[bytes, str] = {}
        self.hex: dict[bytes, str] = {}
        self.base64: dict[bytes, str] = {}
        self.kinds: dict[str, int] = {}
        self._known: set[bytes] = set()

    def add(self, kind: str, secret: bytes) -> None:
        """A secret of at least twelve bytes; runs of nearly one byte (fillers) tell nothing and are left out."""
        if secret in self._known or len(secret) < WINDOW:
            return
        self._known.add(secret)
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        for start in range(len(secret) - WINDOW + 1):
            window = secret[start : start + WINDOW]
            if len(set(window)) < 4:
                continue
            self.raw.setdefault(window, kind)
            self.hex.setdefault(window.hex().encode(), kind)
            for text in aligned(window):
                self.base64.setdefault(text, kind)

    def add_text(self, kind: str, text: str) -> None:
        """Something a person wrote or read."""
        self.add(kind, text.encode())

    def add_code(self, code: str) -> None:
        """A recovery code: its secret, what proves it, and the code itself as people write it."""
        secret = parse_code(code)
        self.add("recovery secret", secret)
        self.add("recovery proof", recovery_auth(secret))
        for joint in ("-", " ", ""):
            for written in (code.replace("-", joint), code.replace("-", joint).lower()):
                self.add_text("recovery code", written)

    def add_link(self, link: str) -> None:
        """An invitation: the secret in its fragment, and the commitment, which the server is never told either."""
        fragment = from_b64u(link.partition("#")[2])
        self.add("link secret", fragment[18:50])
        self.add("link commitment", fragment[50:82])

    def add_witnessed(self, told: list[str], codes: list[str]) -> None:
        """What a page told: keys as they are; of what was sealed the words and keys inside it."""
        public = {recovery_id(parse_code(code)) for code in codes}  # the name a code's record has on the server
        for kind, _, digits in (one.partition(" ") for one in told):
            secret = bytes.fromhex(digits)
            if kind != "plain":
                if secret not in public:
                    self.add(kind, secret)
            elif (inside := read_json(secret)) is None:
                self.add("sealed key", secret)
            else:
                for text in leaves(inside):
                    self.add_text("sealed text", text)
                    with suppress(Exception):
                        self.add("sealed key", from_b64u(text))

    def find(self, place: str, hay: bytes) -> list[str]:
        """Which secrets are in there, one line each."""
        found = {self.raw[hay[at : at + WINDOW]] for at in range(len(hay)) if hay[at : at + WINDOW] in self.raw}
        found |= self._slide(rb"[0-9a-f]{24,}", hay.lower(), self.hex, 24)
        plain = hay.translate(bytes.maketrans(b"-_", b"+/"))
        found |= self._slide(rb"[A-Za-z0-9+/]{15,}", plain, self.base64, 15)
        return sorted(f"{kind} in {place}" for kind in found)

    @staticmethod
    def _slide(alphabet: bytes, hay: bytes, known: dict[bytes, str], width: int) -> set[str]:
        runs = (run[0] for run in re.finditer(alphabet, hay))
        pieces = (run[at : at + width] for run in runs for at in range(len(run) - width + 1))
        return {known[piece] for piece in pieces if piece in known}


def aligned(window: bytes) -> Iterator[bytes]:
    """The fifteen letters that stand for these twelve bytes wherever in a base64 text they begin."""
    for before, first in ((0, 0), (1, 2), (2, 3)):
        yield base64.b64encode(bytes(before) + window + bytes(4))[first : first + 15]


def read_json(plain: bytes) -> Any:
    """The JSON of a sealed plaintext, padded or not; None for bare keys."""
    for text in (plain[4 : 4 + int.from_bytes(plain[:4])], plain):
        for end in (len(text), len(text) - 16):  # a note's own tag follows its JSON
            with suppress(ValueError):
                if isinstance(found := json.loads(text[: max(end, 0)]), dict):
                    return found
    return None


def leaves(value: Any, name: str = "") -> Iterator[str]:
    """Every text inside that is nobody else's business."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    elif isinstance(value, str) and name not in PUBLIC:
        yield value


def listen_to(context: BrowserContext) -> list[str]:
    """Collects what pages with `WITNESS` tell, from all pages of a browser."""
    told: list[str] = []
    context.expose_binding("__witness", lambda _source, line: told.append(line))
    return told
