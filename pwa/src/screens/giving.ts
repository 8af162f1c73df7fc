/** Something kind, what lands with whom, prompts and reminders, in one file. */
export { default as Card } from "./card.tsx";
export { default as Kind } from "./kind.tsx";
export { default as PromptScreen } from "./prompt.tsx";
export { default as Reminders } from "./reminders.tsx";
