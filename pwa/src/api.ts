/** The only room that talks to the network: our JSON, our problems, our stream. */
import type { Bytes } from "./database.ts";

/** The closed list of `docs/problems.md`; a test compares it with the server's. */
export type ProblemType =
  | "invalid-request"
  | "ceremony-refused"
  | "signed-out"
  | "verification-needed"
  | "cross-site"
  | "not-found"
  | "unknown-credential"
  | "recovery-refused"
  | "invite-gone"
  | "method-not-allowed"
  | "already-exists"
  | "last-way-in"
  | "invite-open"
  | "already-paired"
  | "incarnation-changed"
  | "vault-conflict"
  | "too-large"
  | "unsupported-media-type"
  | "stale-epoch"
  | "clash"
  | "refused"
  | "space-ended"
  | "too-many-requests"
  | "server-error";

export interface Problem {
  type: ProblemType;
  title: string;
  status: number;
  detail: string;
  retry: boolean;
  incarnations?: Record<string, string>;
}

/** The server answered with a problem. */
export class Refusal extends Error {
  readonly problem: Problem;
  /** Seconds the server asked us to wait, if it did. */
  readonly retryAfter: number | null;
  constructor(problem: Problem, retryAfter: number | null) {
    super(problem.type);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** No answer of ours came: no signal, a server that is gone, a captive portal's page. */
export class NoNetwork extends Error {}

export interface SpaceState {
  id: string;
  kind: "private" | "shared";
  slot: number;
  epoch: number;
  head: number;
  incarnation: string;
  ended_seq: number | null;
  /** The slots whose person left, deleted their account, or let go of something after the end. */
  left: number[];
}
/** What a sign-in, a new account and `GET /api/session` answer. */
export interface Account {
  uid: string;
  credential_id: string;
  session_id: string;
  operator: string;
  gen: number;
  version: number;
  vault: string;
  wrap: string | null;
  wraps: string[];
  passkey: { backed_up: boolean; backup_eligible: boolean };
  recovery: boolean;
  /** The day on which the operator signed this account out everywhere. */
  revoked_on: string | null;
  /** The account was ended: the last day on which it can still be kept. */
  kept_until: string | null;
  spaces: SpaceState[];
  /** Ended spaces that somebody let me read. */
  archive: { id: string; head: number; incarnation: string }[];
}
export interface Item {
  seq: number;
  slot: number;
  msg_id: string;
  bytes: string | null;
}
export interface PutOutcome {
  outcome: "accepted" | "duplicate" | "clash" | "stale_epoch" | "refused";
  seq: number | null;
  problem: Problem | null;
}
export interface SyncAnswer {
  vault: { gen: number; version: number };
  spaces: {
    id: string;
    head: number;
    epoch: number;
    incarnation: string;
    ended: boolean;
    more: boolean;
    items: Item[];
    problem: Problem | null;
  }[];
  put: PutOutcome[];
  erase: WishOutcome[];
  restore: WishOutcome[];
}
export interface WishOutcome {
  outcome: "accepted" | "duplicate" | "refused";
  problem: Problem | null;
}
export interface SyncAsk {
  spaces: { id: string; since: number; incarnation: string | null }[];
  put: string[];
  erase: string[];
  restore: string[];
}
export interface History {
  incarnation: string;
  left: number[];
  /** Once the space ended: how many of its places serve nothing to me. */
  gone: number;
  items: Item[];
  more: boolean;
}
export interface InviteState {
  side: "host" | "guest";
  state: "open" | "answered" | "revealed" | "done";
  bpub?: string | null;
  mb?: string | null;
  apub?: string | null;
  na?: string | null;
  ma?: string | null;
  payload?: string | null;
  space_id?: string | null;
}

const PATIENCE_MS = 20_000;
const GZIP_FROM = 1024;

async function zipped(text: string): Promise<Bytes | string> {
  if (text.length < GZIP_FROM || typeof CompressionStream === "undefined") return text;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * One request. Answers the parsed body, or undefined for 204.
 * Throws `Refusal` when the server said no, `NoNetwork` when nothing of ours answered.
 */
export async function request<Answer>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const init: RequestInit = {
    method,
    headers,
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  };
  if (method !== "GET") {
    const payload = await zipped(JSON.stringify(body));
    init.body = payload;
    init.headers = {
      ...headers,
      "Content-Type": "application/json",
      ...(typeof payload === "string" ? {} : { "Content-Encoding": "gzip" }),
    };
  }
  let status: number;
  let kind: string;
  let answer: unknown;
  let retryAfter: number | null = null;
  try {
    const response = await fetch(path, init);
    status = response.status;
    kind = response.headers.get("Content-Type") ?? "";
    const wait = Number(response.headers.get("Retry-After") ?? Number.NaN);
    retryAfter = Number.isFinite(wait) ? wait : null;
    if (status === 204) return undefined as Answer;
    // A hotel's sign-in page answers 200 with HTML: that is no network, never an answer.
    if (!/^application\/(problem\+)?json/.test(kind)) throw new NoNetwork("not ours");
    answer = await response.json();
  } catch (error) {
    throw error instanceof NoNetwork ? error : new NoNetwork("no answer");
  }
  if (kind.startsWith("application/problem+json")) throw new Refusal(answer as Problem, retryAfter);
  if (status >= 400) throw new NoNetwork("not ours");
  return answer as Answer;
}

export const get = <Answer>(path: string) => request<Answer>("GET", path);
export const post = <Answer>(path: string, body: object = {}) => request<Answer>("POST", path, body);
export const put = <Answer>(path: string, body: object, headers: Record<string, string> = {}) =>
  request<Answer>("PUT", path, body, headers);
export const remove = <Answer>(path: string) => request<Answer>("DELETE", path);

const LISTEN_AGAIN_MS = 15_000;

/**
 * Listen for pokes. The stream says only that a space has a new head; `heard` fetches what it is. Returns how to stop.
 * A browser reconnects a stream that broke off, but gives up one that was answered by somebody else (a captive portal, a proxy
 * whose server restarts): that one is opened anew.
 */
export function listen(heard: (space: string, head: number) => void): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    clearTimeout(timer);
    source = new EventSource("/api/live");
    source.onmessage = (event: MessageEvent<string>) => {
      const { space, head } = JSON.parse(event.data) as { space: string; head: number };
      heard(space, head);
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, LISTEN_AGAIN_MS);
    };
  };
  const openAgain = () => {
    if (source.readyState === EventSource.CLOSED) open();
  };
  open();
  addEventListener("online", openAgain);
  return () => {
    removeEventListener("online", openAgain);
    clearTimeout(timer);
    source.close();
  };
}
