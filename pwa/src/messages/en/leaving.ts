/** English for leaving, for what becomes of what was shared, and for what could not be sent. */
export const leaving = {
  leave: "Leave",
  title: "Leave?",
  text: "It happens at once. No message is sent; they see it closed when they next open it. Nothing you write later reaches them.",
  afraid: {
    before: "If you are afraid of their reaction, you may want to ",
    link: "talk to someone safe first",
    after: ".",
  },
  offline: "There is no connection. You will have left as soon as this phone reaches the server.",
  untold: "You will have left as soon as this phone reaches the server.",
  now: "Leave now",

  // What I shared
  notesTitle: "What you shared",
  stay: "Leave it with them",
  stayHint: "They can go on reading it.",
  takeBack: "Take it back",
  takeBackHint:
    "We remove it from the server now, and from their app when it next connects. What was read, copied or photographed stays with them. If you may need it later, save a copy somewhere safe first.",
  before: (name: string | null, since: string) => `What you shared with ${name ?? "them"}, since ${since}`,
  letGo: "Take back what I had shared",
  letGoTitle: "Take back all of it?",
  letGoStays: "It stays in your own timeline. What they shared stays with you too.",
  letGoNow: "Take it back now",
  letGoUntold: "It is taken back as soon as this phone reaches the server.",
  wasLetGo: "You took back what you had shared.",

  // Could not be sent
  unsentTitle: "Not sent",
  unsentList: "What was not sent",
  unsentText: "These were not sent. They are safe on this phone and stay until you decide.",
  unsentNone: "Everything was sent.",
  unsentClosed: "What you two shared is closed, so this can't be sent.",
  unsentOther: "The server did not take this.",
  unsentAnswer: "Your answer",
  unsentEdit: "Other words for a note",
  unsentSmall: "Something without words, like a mark on a note",
  tryAgain: "Try again",
  keepForMe: "Keep for me",
  discard: "Discard",
  discardTitle: "Discard it?",
  discardText: "It is on this phone only. Then it is gone.",
  discardNow: "Discard it now",
};
