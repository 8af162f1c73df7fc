/** Every picture of the interface, drawn here: one line each, in the colour of the text beside it. */
import type { Quadrant } from "../kinds.ts";

const Icon = ({ path, name = "icon" }: { path: string; name?: string }) => (
  <svg class={name} viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);

/** Two facing round brackets around an empty space: what is unsaid between two. */
export const Brackets = () => <Icon name="mark" path="M9.5 4.5a9.6 9.6 0 0 0 0 15M14.5 4.5a9.6 9.6 0 0 1 0 15" />;
export const Arrow = () => <Icon name="icon arrow" path="M19 12H5m6-6-6 6 6 6" />;
export const Cross = () => <Icon path="M6 6l12 12M18 6 6 18" />;
export const Pen = () => <Icon path="M4 20l1-4.5L16.5 4a1.8 1.8 0 0 1 2.6 0l.9.9a1.8 1.8 0 0 1 0 2.6L8.5 19 4 20z" />;
export const Person = () => (
  <Icon path="M12 12a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.5 20a7.5 7.5 0 0 1 15 0" />
);
export const Check = () => <Icon path="M5 12.5l4.5 4.5L19 7.5" />;

const SHAPES: Record<Quadrant, string> = {
  high_pleasant: "M12 3v5m0 8v5M3 12h5m8 0h5M6 6l2.5 2.5m7 7L18 18m0-12-2.5 2.5m-7 7L6 18",
  high_unpleasant: "M3 15l4-7 4 8 4-9 3 7 3-4",
  low_unpleasant: "M3 11c3.5 7 14.5 7 18 0",
  low_pleasant: "M3 12h18",
};

/** Spark, zigzag, low arc, level line. */
export const Shape = ({ quadrant }: { quadrant: Quadrant }) => <Icon path={SHAPES[quadrant]} />;
