/** A browser with one tab. To be imported first: a channel to others, once opened, keeps the test's process alive. */
delete (globalThis as { BroadcastChannel?: unknown }).BroadcastChannel;
