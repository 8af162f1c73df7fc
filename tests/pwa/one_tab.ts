/**
 * A browser with one tab, closed when its test is done. To be imported first: a channel to others, once opened, and a look at the
 * server planned for minutes from now keep the test's process alive.
 */
delete (globalThis as { BroadcastChannel?: unknown }).BroadcastChannel;

const LONG_MS = 20_000;
const { setTimeout: begin } = globalThis;
globalThis.setTimeout = Object.assign((work: () => void, ms?: number) => {
  const timer = begin(work, ms);
  if ((ms ?? 0) > LONG_MS) timer.unref();
  return timer;
}, begin) as typeof setTimeout;
