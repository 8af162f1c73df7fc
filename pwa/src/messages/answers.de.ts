/** German for what can be said to a note: the reader's own language says it, only its id travels. Needs a native reader. */
import type { Form, Starter } from "../content/answers.ts";

export const answers: Record<Form, string> = {
  hear: "Das ist bei mir angekommen",
  thanks: "Danke, dass du mir das sagst",
  with_you: "Ich bin bei dir",
  more: "Erzähl mir mehr",
  come_back: "Ich komme darauf zurück",
  everything: "Erzähl mir alles",
  so_glad: "Das freut mich so sehr",
  celebrate: "Wie wollen wir das feiern?",
  smile: "Da muss ich lächeln",
  hold_you: "Ich möchte dich in den Arm nehmen, wenn ich dich sehe",
  not_strong: "Bei mir musst du nicht stark sein",
  close_too: "Ich möchte dir auch nah sein",
  time_too: "Ich hätte auch gern Zeit mit dir",
  our_evening: "Lass uns einen Abend für uns freihalten",
  all_the_time: "Nimm dir alle Zeit, die du brauchst. Ich bin da.",
  when_ready: "Komm, wenn du so weit bist",
  noted: "Gut, dass ich das weiß",
  not_knowing: "Du musst es noch nicht wissen",
  means_a_lot: "Das bedeutet mir viel",
  needed_this: "Das hat mir heute gutgetan",
  love_too: "Ich liebe dich auch",
  hardest: "Was war das Schwerste daran?",
  understand: "Was möchtest du, dass ich verstehe?",
  how_long: "Wie lange trägst du das schon mit dir herum?",
  now: "Wie geht es dir jetzt damit?",
  missed: "Was ist mir entgangen?",
  reminds: "Woran erinnert es dich?",
  best: "Was war der schönste Moment?",
  how_began: "Wie hat es angefangen?",
  remember: "Was möchtest du davon in Erinnerung behalten?",
  more_of: "Wovon hättest du gern mehr?",
  take_off: "Was kann ich dir abnehmen?",
  begin_where: "Ich helfe dir. Wo soll ich anfangen?",
  through_it: "Wollen wir es zusammen durchgehen?",
  would_help: "Was würde dir jetzt helfen?",
  company: "Möchtest du lieber Gesellschaft oder Ruhe?",
};

export const starters: Record<Starter, string> = {
  reading: "Wenn ich das lese, …",
  didnt_know: "Ich wusste nicht, dass …",
  sense: "Ich kann das verstehen, weil …",
  like_most: "Am schönsten daran finde ich …",
  could: "Ich könnte …",
  helped_me: "Mir hat einmal geholfen, …",
};

/** An answer's own words, by its id; null: one that only a newer version knows. */
export const answerName = (form: string): string | null =>
  Object.hasOwn(answers, form) ? answers[form as Form] : null;
