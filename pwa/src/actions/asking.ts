/**
 * Which questions were seen: kept sealed on this device alone. In the vault it would be on all my devices, but every question passed
 * over would then be a change that whoever runs the server sees the moment of.
 */
import { fromBase64url, jsonBytes, random, strictJson, toBase64url } from "../crypto/bytes.ts";
import { openLocal, sealLocal } from "../crypto/keys.ts";
import { database, strictly } from "../database.ts";
import { type Deck, dealt, learned, passed } from "../deck.ts";
import { keyring } from "../keyring.ts";
import { CannotSeal } from "../sealing.ts";
import { attempt } from "./saying.ts";

const PLACE = "deck";
const BITS = 32;

/** Even: a draw from the incomplete last round is drawn again. */
function draw(below: number): number {
  const whole = 2 ** BITS - (2 ** BITS % below);
  for (;;) {
    const bytes = random(BITS / 8);
    const drawn = new DataView(bytes.buffer).getUint32(0);
    if (drawn < whole) return drawn % below;
  }
}

async function kept(local: CryptoKey): Promise<unknown> {
  const sealed = await (await database()).get("flags", PLACE);
  // Another person's, from before on this device, can't be opened: then the deck is new.
  return sealed === undefined
    ? null
    : openLocal(local, fromBase64url(sealed), PLACE).then(
        (bytes) => strictJson(bytes),
        () => null,
      );
}

/** One at a time over all tabs, so that none brings back what another has seen. */
const change = (ids: readonly string[], by: (deck: Deck) => Deck): Promise<Deck> =>
  navigator.locks.request("unsaid-deck", async () => {
    const keys = keyring();
    if (!keys) throw new CannotSeal();
    const before = await kept(keys.local);
    const deck = by(dealt(before, ids, draw));
    if (JSON.stringify(deck) === JSON.stringify(before)) return deck;
    const sealed = toBase64url(await sealLocal(keys.local, jsonBytes(deck), PLACE));
    const transaction = await strictly("flags");
    await Promise.all([transaction.store.put(sealed, PLACE), transaction.done]);
    return deck;
  });

/** The deck of these questions, without those in `answered`. */
export const openDeck = (ids: readonly string[], answered: readonly string[]): Promise<Deck> =>
  attempt(() => change(ids, (deck) => learned(deck, answered)), dealt(null, ids, draw));

/** This question was answered or passed over; answers the deck without it. */
export const passQuestion = (ids: readonly string[], id: string): Promise<Deck> =>
  attempt(() => change(ids, (deck) => passed(deck, id)), passed(dealt(null, ids, draw), id));
