/** Long work on the only thread: it rests after each slice, so that a tap is answered meanwhile, and can be stopped at any time. */

/** Half a frame: what comes after one slice is still in time. */
const SLICE_MS = 8;

/** Out of sight a timer takes a second; where the browser has better, it goes on as fast as before. */
const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
const rested = (): Promise<unknown> => scheduler?.yield?.() ?? new Promise((done) => setTimeout(done));

export class Pace {
  private readonly stop: AbortSignal;
  private since = performance.now();
  constructor(stop: AbortSignal) {
    this.stop = stop;
  }

  /** Throws the signal's reason once it was stopped. */
  rest = async (): Promise<void> => {
    this.stop.throwIfAborted();
    if (performance.now() - this.since < SLICE_MS) return;
    await rested();
    this.since = performance.now();
    this.stop.throwIfAborted();
  };
}
