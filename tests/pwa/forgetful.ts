/** Stands in for `preact/hooks` in the app that the tests of the text look at: a note drawn once is drawn again in another language. */
export * from "preact/hooks";
export const useMemo = <Value>(make: () => Value): Value => make();
