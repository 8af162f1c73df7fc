/**
 * The search: one line of plain capitals for each note, in a thread of its own. It lives as long as someone searches and never
 * touches the disk; ending the thread forgets it.
 */
import { type Asked, Index } from "./search.ts";

const index = new Index();
addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  index.take(data);
  if (data.find !== undefined) postMessage([data.n, index.find(data.find)]);
});
