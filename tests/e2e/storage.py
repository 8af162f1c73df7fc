"""Reads everything an origin keeps in a browser, as its own page could: stores, caches, keys and what they may do."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

DUMP = """async () => {
  const base64 = (bytes) => {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const keys = [];
  const bytes = [];
  const words = [];
  const walk = async (place, value) => {
    if (value instanceof CryptoKey) {
      const exported = await crypto.subtle.exportKey('raw', value).then(() => true, () => false);
      const { type, extractable, algorithm: { name }, usages } = value;
      keys.push({ place, type, extractable, exported, name, usages });
    } else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const view = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer);
      bytes.push([place, base64(view)]);
    } else if (typeof value === 'string') words.push([place, value]);
    else if (value && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) await walk(place + '.' + name, inner);
  };
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done, failed) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    for (const store of db.objectStoreNames) {
      const read = (how) => new Promise((done, failed) => {
        const asking = db.transaction(store).objectStore(store)[how]();
        asking.onsuccess = () => done(asking.result);
        asking.onerror = () => failed(asking.error);
      });
      await walk(name + '/' + store, await read('getAll'));
      await walk(name + '/' + store + ' keys', await read('getAllKeys'));
    }
    db.close();
  }
  for (const [name, storage] of [['local', localStorage], ['session', sessionStorage]])
    for (const [key, value] of Object.entries(storage)) words.push([name + ' ' + key, key + ' ' + value]);
  const files = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request, { ignoreVary: true });
      files.push([request.url, base64(new Uint8Array(await answer.arrayBuffer()))]);
    }
  }
  return { keys, bytes, words, files, cookie: document.cookie };
}"""


@dataclass
class Storage:
    """What was found. `keys`: every CryptoKey; `pieces`: every other value by its place."""

    keys: list[dict[str, Any]]
    pieces: dict[str, list[bytes]]
    places: set[str]

    def holding(self, needle: bytes) -> list[str]:
        """Every place where these bytes stand, as they are or written as text."""
        forms = {needle, needle.hex().encode()}
        for shift in range(3):
            # Inside a longer run of base64 the same bytes stand in one of three ways, but for the uneven ends.
            text = base64.b64encode(bytes(shift) + needle)
            start, end = -(-shift * 4 // 3), (shift + len(needle)) * 8 // 6
            forms |= {text[start:end], text[start:end].translate(bytes.maketrans(b"+/", b"-_"))}
        return sorted({place for place, found in self.pieces.items() for one in found for form in forms if form in one})


def dump(page: Page) -> Storage:
    """Everything this page's origin keeps."""
    raw = page.evaluate(DUMP)
    pieces: dict[str, list[bytes]] = {"cookie": [raw["cookie"].encode()]}
    for place, text in raw["words"]:
        pieces.setdefault(place, []).append(text.encode())
    for place, text in (*raw["bytes"], *raw["files"]):
        pieces.setdefault(place, []).append(base64.b64decode(text))
    return Storage(raw["keys"], pieces, {place.partition(".")[0] for place in pieces})
