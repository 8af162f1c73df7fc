/** Taking one's notes along comes as a part of its own, with its sentences, once its page is opened. */
import { loadAlong } from "../messages/along.ts";

export const along = async () => {
  const [screen] = await Promise.all([import("./taking_along.tsx"), loadAlong()]);
  return screen;
};
