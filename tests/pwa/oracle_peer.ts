/**
 * The client's cryptography behind a pipe: one JSON request a line, one answer a line, so that the oracle in Python can drive it.
 * Bytes are hex; handshake states stay here under a name, because their private keys cannot be exported.
 */
import { createInterface } from "node:readline";
import {
  type Bytes,
  fromHex,
  gcmKey,
  NOTE_BUCKETS,
  strictJson,
  toHex,
  unpad,
  utf8,
} from "../../pwa/src/crypto/bytes.ts";
import {
  type Header,
  importSelfKey,
  importSpaceKey,
  open,
  seal,
  selfTagMatches,
} from "../../pwa/src/crypto/envelope.ts";
import * as handshake from "../../pwa/src/crypto/handshake.ts";
import { passkeyKek, recoveryKek, unwrap, type WrapKind, wrap } from "../../pwa/src/crypto/keys.ts";
import { formatCode, parseCode } from "../../pwa/src/crypto/recovery.ts";
import { openVault, sealVault } from "../../pwa/src/crypto/vault.ts";

type Request = Record<string, string> & { op: string };
type Answer = Record<string, unknown>;

const invites = new Map<string, handshake.Invite>();
const joinings = new Map<string, handshake.Joining>();
const sessions = new Map<string, handshake.Session>();

function text(request: Request, name: string): string {
  const value = request[name];
  if (value === undefined) throw new TypeError(`missing ${name}`);
  return value;
}
const hex = (request: Request, name: string): Bytes => fromHex(text(request, name));
const number = (request: Request, name: string): number => Number(text(request, name));

function held<State>(states: Map<string, State>, request: Request): State {
  const state = states.get(text(request, "state"));
  if (state === undefined) throw new TypeError("no such state");
  return state;
}

function header(request: Request): Header {
  return {
    flags: number(request, "flags"),
    space: hex(request, "space"),
    epoch: number(request, "epoch"),
    slot: number(request, "slot"),
    device: hex(request, "device"),
    seq: number(request, "seq"),
    msgId: hex(request, "msg_id"),
    nonce: hex(request, "nonce"),
  };
}

function kek(request: Request): Promise<CryptoKey> {
  if (number(request, "kind") === 1)
    return passkeyKek(hex(request, "ikm"), hex(request, "uid"), hex(request, "credential"));
  if (number(request, "kind") === 2) return recoveryKek(hex(request, "ikm"), hex(request, "uid"));
  return gcmKey(hex(request, "ikm"));
}

function session(request: Request, made: handshake.Session): Answer {
  sessions.set(text(request, "state"), made);
  return { th: toHex(made.th), sas: made.sas };
}

const operations: Record<string, (request: Request) => Answer | Promise<Answer>> = {
  json: (request) => ({ content: strictJson(hex(request, "bytes")) }),
  unpad: (request) => ({ bytes: toHex(unpad(hex(request, "bytes"), NOTE_BUCKETS)) }),
  wrap: async (request) => {
    const { vk, uid, ref, nonce } = {
      vk: hex(request, "vk"),
      uid: hex(request, "uid"),
      ref: hex(request, "ref"),
      nonce: hex(request, "nonce"),
    };
    const kind = number(request, "kind") as WrapKind;
    return { bytes: toHex(await wrap(kind, number(request, "gen"), await kek(request), vk, uid, ref, nonce)) };
  },
  unwrap: async (request) => {
    const { kind, gen, vk } = await unwrap(
      hex(request, "bytes"),
      await kek(request),
      hex(request, "uid"),
      hex(request, "ref"),
    );
    return { kind, gen, vk: toHex(vk) };
  },
  format_code: async (request) => ({ code: await formatCode(hex(request, "secret")) }),
  parse_code: async (request) => ({ secret: toHex(await parseCode(text(request, "typed"))) }),
  seal_vault: async (request) => {
    const content = strictJson(hex(request, "json"));
    const [gen, version] = [number(request, "gen"), number(request, "version")];
    return {
      bytes: toHex(
        await sealVault(hex(request, "vk"), gen, version, hex(request, "uid"), content, hex(request, "nonce")),
      ),
    };
  },
  open_vault: async (request) => ({
    ...(await openVault(hex(request, "bytes"), hex(request, "vk"), hex(request, "uid"))),
  }),
  seal: async (request) => {
    const [space, self] = [await importSpaceKey(hex(request, "ck")), await importSelfKey(hex(request, "sk"))];
    return { bytes: toHex(await seal(header(request), hex(request, "json"), space, self)) };
  },
  open: async (request) => {
    const opened = await open(hex(request, "bytes"), await importSpaceKey(hex(request, "ck")));
    const mine = await selfTagMatches(opened, await importSelfKey(hex(request, "sk")));
    const { flags, space, epoch, slot, device, seq, msgId, nonce } = opened.header;
    const numbers = { flags, epoch, slot, seq };
    const bytes = { space: toHex(space), device: toHex(device), msg_id: toHex(msgId), nonce: toHex(nonce) };
    return { ...numbers, ...bytes, json: toHex(opened.json), content: opened.content, tag: toHex(opened.tag), mine };
  },
  invite: async (request) => {
    const made = await handshake.makeInvite(number(request, "purpose") as handshake.Purpose);
    invites.set(text(request, "state"), made);
    return { fragment: handshake.linkFragment(made) };
  },
  answer: async (request) => {
    const { joining, message } = await handshake.answer(handshake.parseFragment(text(request, "fragment")));
    joinings.set(text(request, "state"), joining);
    return { bpub: toHex(message.bpub), mb: toHex(message.mb) };
  },
  check_answer: async (request) => {
    const invite = held(invites, request);
    const message = { bpub: hex(request, "bpub"), mb: hex(request, "mb") };
    const answered = session(request, await handshake.checkAnswer(invite, message));
    const { apub, na, ma } = await handshake.reveal(invite, message);
    return { ...answered, apub: toHex(apub), na: toHex(na), ma: toHex(ma) };
  },
  check_reveal: async (request) => {
    const message = { apub: hex(request, "apub"), na: hex(request, "na"), ma: hex(request, "ma") };
    return session(request, await handshake.checkReveal(held(joinings, request), message));
  },
  seal_payload: async (request) => {
    const content = strictJson(utf8(text(request, "json")));
    return { bytes: toHex(await handshake.sealPayload(held(sessions, request), content)) };
  },
  open_payload: async (request) => ({
    content: await handshake.openPayload(held(sessions, request), hex(request, "bytes")),
  }),
};

/** Errors without a code are ours only where the oracle has one name for them; anything else is a defect and says so. */
function refusal(error: unknown): Answer {
  if (!(error instanceof Error)) return { broken: String(error) };
  if ("code" in error && error.name.endsWith("Error")) return { refused: error.code };
  if (error.name === "JsonError") return { refused: "json" };
  if (error.name === "BytesError") return { refused: "padding" };
  return { broken: error.stack };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Request;
  const operation = operations[request.op];
  let answer: Answer;
  try {
    answer = operation ? await operation(request) : { broken: "no such operation" };
  } catch (error) {
    answer = refusal(error);
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
