/** The handshake with a hostile server between the two: it may swap, replay, cut and forge everything it carries. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concat, fromBase64url, fromHex, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import {
  type Answer,
  answer,
  checkAnswer,
  checkReveal,
  decoys,
  EMOJI,
  type Invite,
  type Joining,
  linkFragment,
  makeInvite,
  newKeyPair,
  openPayload,
  type Purpose,
  parseFragment,
  type Reveal,
  reveal,
  type Session,
  sasIndices,
  sealPayload,
} from "../../pwa/src/crypto/handshake.ts";
import { expected, flipped, input, knownPair } from "./vectors.ts";

const PURPOSES = [1, 2, 3] as const;
const CONTENT = { space: "AAECAwQFBgcICQoLDA0ODw", epochs: [{ n: 1, key: "A".repeat(43) }] };

/** What the server may do to each message on its way; by default it carries it. */
interface Server {
  link?: (fragment: string) => string;
  answer?: (message: Answer) => Answer | Promise<Answer>;
  reveal?: (message: Reveal) => Reveal | Promise<Reveal>;
  payload?: (bytes: Bytes) => Bytes | Promise<Bytes>;
}
interface Outcome {
  invite: Invite;
  joining: Joining;
  atA: Session;
  atB: Session;
  messages: { answer: Answer; reveal: Reveal; payload: Bytes };
  received: unknown;
}

async function pair(purpose: Purpose, server: Server = {}, made?: Invite): Promise<Outcome> {
  const invite = made ?? (await makeInvite(purpose));
  const link = parseFragment(server.link?.(linkFragment(invite)) ?? linkFragment(invite));
  const answered = await answer(link);
  const atServer = (await server.answer?.(answered.message)) ?? answered.message;
  const atA = await checkAnswer(invite, atServer);
  const revealed = await reveal(invite, atServer);
  const atB = await checkReveal(answered.joining, (await server.reveal?.(revealed)) ?? revealed);
  const payload = await sealPayload(atA, CONTENT);
  const received = await openPayload(atB, (await server.payload?.(payload)) ?? payload);
  const messages = { answer: answered.message, reveal: revealed, payload };
  return { invite, joining: answered.joining, atA, atB, messages, received };
}

const refused = (code: string) => ({ name: "HandshakeError", code });

for (const purpose of PURPOSES) {
  test(`handshake ${purpose} with an honest server ends in the same emoji and the payload`, async () => {
    const { atA, atB, received } = await pair(purpose);
    assert.deepEqual(atA.sas, atB.sas);
    assert.deepEqual(atA.th, atB.th);
    assert.equal(atB.purpose, purpose);
    assert.deepEqual(received, CONTENT);
  });

  test(`handshake ${purpose}: no byte of any message can change`, async () => {
    const invite = await makeInvite(purpose);
    for (const at of [0, 1, 33, 64]) {
      const bent = pair(purpose, { answer: ({ bpub, mb }) => ({ bpub: flipped(bpub, at), mb }) }, invite);
      await assert.rejects(bent, refused("mac-b"));
      const lie = pair(purpose, { reveal: (message) => ({ ...message, apub: flipped(message.apub, at) }) }, invite);
      await assert.rejects(lie, refused("commit"));
    }
    for (let at = 0; at < 32; at += 1) {
      const bent = (key: "mb" | "na" | "ma") => (message: Record<string, Bytes>) =>
        ({ ...message, [key]: flipped(message[key] as Bytes, at) }) as never;
      await assert.rejects(pair(purpose, { answer: bent("mb") as never }, invite), refused("mac-b"));
      await assert.rejects(pair(purpose, { reveal: bent("na") as never }, invite), refused("commit"));
      await assert.rejects(pair(purpose, { reveal: bent("ma") as never }, invite), refused("mac-a"));
    }
  });

  test(`handshake ${purpose}: no byte of the payload can change, none be missing`, async () => {
    const { atB, messages } = await pair(purpose);
    const places = Array.from(messages.payload, (_, at) => at).filter((at) => at < 64 || at % 43 === 0 || at > 4100);
    const lies = places.map((at) => flipped(messages.payload, at));
    lies.push(messages.payload.slice(0, -1), messages.payload.slice(0, 13), new Uint8Array(0));
    lies.push(concat(messages.payload, new Uint8Array(1)), concat(messages.payload, new Uint8Array(4096)));
    for (const lie of lies) await assert.rejects(openPayload(atB, lie), refused("payload"));
  });
}

test("a link changed on its way to B leads nowhere: purpose, iid, secret and commitment are all bound", async () => {
  for (let at = 1; at < 82; at += 1) {
    const link = (fragment: string) => {
      const bytes = fromBase64url(fragment);
      // 1 → 3 keeps a purpose that exists; anything else of the byte would be refused by the parser already.
      bytes[at] = (bytes[at] as number) ^ (at === 1 ? 2 : 1);
      return toBase64url(bytes);
    };
    await assert.rejects(pair(1, { link }), refused("mac-b"), `byte ${at}`);
  }
});

test("B joins for what its link says, whatever A meant", async () => {
  const [one, three] = [await makeInvite(1), await makeInvite(3)];
  for (const [mine, foreign] of [
    [one, { ...one, purpose: 2 as const }],
    [one, { ...three, iid: one.iid, secret: one.secret }],
    [three, { ...three, purpose: 1 as const }],
  ] as const) {
    const { message } = await answer(parseFragment(linkFragment(foreign)));
    await assert.rejects(checkAnswer(mine, message), refused("mac-b"));
  }
});

test("messages of another handshake are refused everywhere, even with the same secret", async () => {
  const first = await pair(1);
  const { secret, iid } = first.invite;
  const others = [
    await pair(1),
    await pair(3),
    await pair(1, {}, await makeInvite(1, { secret })),
    await pair(1, {}, await makeInvite(1, { iid })),
  ];
  others.push(
    await pair(3, {}, await makeInvite(3, { secret, iid, nonce: first.invite.nonce, keys: first.invite.keys })),
  );
  for (const { messages } of others) {
    await assert.rejects(checkAnswer(first.invite, messages.answer), refused("mac-b"));
    await assert.rejects(reveal(first.invite, messages.answer), refused("mac-b"));
    await assert.rejects(openPayload(first.atB, messages.payload), refused("payload"));
    const code = messages.reveal.na === first.messages.reveal.na ? "mac-a" : "commit";
    await assert.rejects(checkReveal(first.joining, messages.reveal), refused(code));
  }
});

test("an answer or reveal replayed for another key of B or A is refused", async () => {
  const { invite, joining, messages } = await pair(1);
  const again = await answer(joining.link);
  await assert.rejects(checkReveal(again.joining, messages.reveal), refused("mac-a"));
  await assert.rejects(checkAnswer(invite, { bpub: again.message.bpub, mb: messages.answer.mb }), refused("mac-b"));
  await assert.rejects(checkAnswer(invite, { bpub: messages.answer.bpub, mb: again.message.mb }), refused("mac-b"));
  const third = await reveal(invite, again.message);
  await assert.rejects(checkReveal(joining, third), refused("mac-a"));
});

test("a server without the link can put its own key nowhere", async () => {
  const guess = await makeInvite(1);
  const swapAnswer = async () => (await answer(guess)).message;
  await assert.rejects(pair(1, { answer: swapAnswer }), refused("mac-b"));
  const keys = await newKeyPair();
  await assert.rejects(pair(1, { reveal: (message) => ({ ...message, apub: keys.publicKey }) }), refused("commit"));
  await assert.rejects(
    pair(1, { reveal: (message) => ({ ...message, apub: keys.publicKey, na: random(32) }) }),
    refused("commit"),
  );
});

test("a thief of the link who is also the server cannot choose A's key, and the emoji differ", async () => {
  const invite = await makeInvite(1);
  const link = parseFragment(linkFragment(invite));
  const [thief, victim] = [await answer(link), await answer(link)];
  const atA = await checkAnswer(invite, thief.message);
  const toThief = await reveal(invite, thief.message);
  // The thief knows S, so it can make A's MAC over any transcript, but must open C: A's real key reaches B.
  const own = { ...invite, keys: await newKeyPair(), nonce: random(32) };
  await assert.rejects(checkReveal(victim.joining, await reveal(own, victim.message)), refused("commit"));
  const forged = await reveal({ ...invite, nonce: toThief.na }, victim.message);
  const atB = await checkReveal(victim.joining, { apub: toThief.apub, na: toThief.na, ma: forged.ma });
  assert.notDeepEqual(atA.sas, atB.sas);
  await assert.rejects(openPayload(atB, await sealPayload(atA, CONTENT)), refused("payload"));
});

test("a key that is no point of the curve is refused, even from someone who holds the link", async () => {
  const invite = await makeInvite(1);
  const link = parseFragment(linkFragment(invite));
  const { privateKey, publicKey } = await newKeyPair();
  const points = [
    flipped(publicKey, 64),
    concat(Uint8Array.of(4), new Uint8Array(64)),
    concat(Uint8Array.of(2), publicKey.slice(1)),
  ];
  // The same point in the compressed form, which some engines would import: two spellings of one key.
  points.push(concat(Uint8Array.of(2 + ((publicKey[64] as number) & 1)), publicKey.slice(1, 33)));
  for (const bad of [...points, publicKey.slice(0, 33), new Uint8Array(1), concat(publicKey, Uint8Array.of(0))]) {
    const { message } = await answer(link, { privateKey, publicKey: bad });
    await assert.rejects(checkAnswer(invite, message), refused("point"));
    const host = await makeInvite(1, { keys: { privateKey, publicKey: bad } });
    const joined = await answer(parseFragment(linkFragment(host)));
    await assert.rejects(checkReveal(joined.joining, await reveal(host, joined.message)), refused("point"));
  }
});

test("a host that opens its commitment with another length of nonce is refused", async () => {
  for (const length of [0, 31, 33]) {
    const host = await makeInvite(1, { nonce: random(length) });
    const { joining, message } = await answer(parseFragment(linkFragment(host)));
    await assert.rejects(checkReveal(joining, await reveal(host, message)), refused("commit"));
  }
});

test("links: every other length, version and purpose is refused", async () => {
  const fragment = linkFragment(await makeInvite(2));
  assert.equal(fragment.length, 110);
  assert.deepEqual(parseFragment(`#${fragment}`), parseFragment(fragment));
  for (const text of [
    "",
    "#",
    "##",
    `##${fragment}`,
    `${fragment}=`,
    ` ${fragment}`,
    `${fragment}AA`,
    fragment.slice(0, -1),
    fragment.slice(4),
  ]) {
    assert.throws(() => parseFragment(text), refused("link"), text);
  }
  const bytes = fromBase64url(fragment);
  for (let value = 0; value < 256; value += 1) {
    const [version, purpose] = [bytes.slice(), bytes.slice()];
    version[0] = value;
    purpose[1] = value;
    if (value !== 1) assert.throws(() => parseFragment(toBase64url(version)), refused("link"));
    if (value < 1 || value > 3) assert.throws(() => parseFragment(toBase64url(purpose)), refused("purpose"));
    else assert.equal(parseFragment(toBase64url(purpose)).purpose, value);
  }
  await assert.rejects(makeInvite(4 as never), refused("purpose"));
});

test("private keys cannot be exported, and both sides survive being stored", async () => {
  const invite = structuredClone(await makeInvite(1));
  const { joining, message } = await answer(parseFragment(linkFragment(invite)));
  const stored = structuredClone(joining);
  for (const key of [invite.keys.privateKey, stored.keys.privateKey]) {
    assert.equal(key.extractable, false);
    await assert.rejects(crypto.subtle.exportKey("jwk", key));
  }
  const atA = structuredClone(await checkAnswer(invite, message));
  const atB = structuredClone(await checkReveal(stored, await reveal(invite, message)));
  assert.equal(atA.key.extractable, false);
  assert.deepEqual(await openPayload(atB, await sealPayload(atA, CONTENT)), CONTENT);
});

test("two invites share nothing", async () => {
  const [one, two] = [await makeInvite(1), await makeInvite(1)];
  for (const part of ["iid", "secret", "nonce", "commit"] as const) assert.notDeepEqual(one[part], two[part]);
  assert.notDeepEqual(one.keys.publicKey, two.keys.publicKey);
});

test("a payload that is too large or no JSON object is not sealed", async () => {
  const { atA } = await pair(1);
  await assert.rejects(sealPayload(atA, { text: "x".repeat(65536) }));
  await assert.rejects(sealPayload(atA, []));
});

test("the emoji table has 64 different pictures and names", () => {
  assert.equal(EMOJI.length, 64);
  assert.equal(new Set(EMOJI.map(({ char }) => char)).size, 64);
  assert.equal(new Set(EMOJI.map(({ id }) => id)).size, 64);
  for (const { char, id } of EMOJI) {
    assert.match(id, /^[a-z]+(?:_[a-z]+)*$/);
    assert.match(char, /^\p{Emoji_Presentation}$/u, id);
    assert.doesNotMatch(char, /\p{Emoji_Modifier_Base}|\p{Regional_Indicator}/u, id);
  }
});

test("three bytes are four numbers, most significant bits first", () => {
  assert.deepEqual(sasIndices(Uint8Array.of(0b00000100, 0b00100000, 0b11000100)), [1, 2, 3, 4]);
  assert.deepEqual(sasIndices(Uint8Array.of(255, 255, 255)), [63, 63, 63, 63]);
  assert.throws(() => sasIndices(new Uint8Array(4)), RangeError);
});

test("the right set is among two that look clearly different, in every place about equally often", () => {
  const places = [0, 0, 0];
  for (const right of [
    [47, 13, 37, 25],
    [57, 62, 46, 62],
    [5, 5, 5, 5],
  ]) {
    for (let count = 0; count < 300; count += 1) {
      const choice = decoys(right);
      assert.deepEqual(choice.sets[choice.right], right);
      assert.equal(choice.sets.length, 3);
      for (const [one, two] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const) {
        const [left, other] = [choice.sets[one] as number[], choice.sets[two] as number[]];
        assert.ok(left.filter((index, at) => index !== other[at]).length >= 3);
        assert.ok(new Set([...left, ...other]).size >= new Set(left).size + new Set(other).size - 1);
      }
      places[choice.right] = (places[choice.right] ?? 0) + 1;
    }
  }
  // 900 draws of a fair third: below 220 happens less than once in 10⁸ runs.
  for (const place of places) assert.ok(place > 220, String(places));
});

test("a draw that looks like the right set is drawn again", () => {
  const draws = [[190, 57, 217], [190, 57, 217], [0, 0, 1], [4, 32, 196], [255], [1]];
  const draw = () => Uint8Array.from(draws.shift() ?? []);
  assert.deepEqual(decoys(sasIndices(Uint8Array.of(190, 57, 217)), draw), {
    sets: [
      [0, 0, 0, 1],
      [47, 35, 39, 25],
      [1, 2, 3, 4],
    ],
    right: 1,
  });
  assert.equal(draws.length, 0);
});

test("known keys stay what they are under a foreign purpose: th, emoji and payload key all differ", async () => {
  const a = await knownPair(input("a"), fromHex(expected("A_pub")));
  const b = await knownPair(input("b"), fromHex(expected("B_pub")));
  const sessions: Session[] = [];
  for (const purpose of PURPOSES) {
    const invite = await makeInvite(purpose, { iid: input("iid"), secret: input("S"), nonce: input("nA"), keys: a });
    sessions.push(await checkAnswer(invite, (await answer(parseFragment(linkFragment(invite)), b)).message));
  }
  assert.equal(new Set(sessions.map(({ th }) => toBase64url(th))).size, 3);
  assert.equal(new Set(sessions.map(({ sas }) => sas.join())).size, 3);
  const [one, two] = sessions as [Session, Session];
  const payload = await sealPayload(one, CONTENT);
  await assert.rejects(openPayload(two, payload), refused("payload"));
  // Not even the right key helps: the transcript is part of the associated data.
  await assert.rejects(openPayload({ ...one, th: two.th }, payload), refused("payload"));
});
