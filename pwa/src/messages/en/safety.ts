/** English for the page on safety. It labels nobody, asks nothing, and promises no more than it does. */
import type { Region, Whom } from "../../content/help_lines.ts";

const whom: Record<Whom, string> = {
  everyone: "For everyone",
  women: "For women",
  men: "For men",
  lgbtq: "For LGBTQ+ people",
};
const regions: Record<Region, string> = {
  england: "England",
  scotland: "Scotland",
  wales: "Wales",
  northern_ireland: "Northern Ireland",
  ontario: "Ontario",
  quebec: "Quebec",
  british_columbia: "British Columbia",
};

export const safety = {
  title: "Safety",
  lead: "Nervous before saying something true is common. Afraid of your partner: talk to someone safe.",

  // The quick way out
  exit: "Quick exit",
  exitSays:
    "Quick exit closes this page. It does not hide that Unsaid is here, and your browser may remember the visit.",
  exitKey: "Pressing Escape twice does the same.",

  // Someone to talk to
  talkTitle: "Someone to talk to",
  talkText: "You needn't be sure, and you needn't decide anything. You can call about someone you worry about, too.",
  country: "Country",
  countryChoose: "Choose a country",
  danger: "In danger right now",
  whom,
  regions,
  always: "day and night",
  speaks: { fr: "in French", nl: "in Dutch" },
  press: (digit: number) => `then press ${digit}`,
  notListed:
    "There is no line for your country in this list yet. A doctor, a friend or the police can name one. Anywhere in the European Union the emergency number is 112.",
  traces: "A call stays in this phone's list of calls, and may be on the bill.",
  checked: (day: Date) =>
    `This list comes with the app; it was checked on ${new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(day)}. Numbers change: if one does not answer, try another. Your choice of country is not kept, and nobody is told.`,
  added: "Added by whoever runs this server. We can't check it.",

  // Signs
  signsTitle: "What nobody has to put up with",
  signs: [
    "Being afraid of what happens after a no.",
    "Having to show messages, passwords or where you are.",
    "Having to account for whom you meet, what you spend, what you wear.",
    "Being kept from friends, family, work, or money of your own.",
    "Threats, also against children, animals, or themselves if you go.",
    "Being pushed, held, hit, or touched when you don't want it, even once.",
    "Being told it was your fault.",
  ],
  signsText: "One of these is enough to talk to someone.",

  // What Unsaid can hide, and what it can't
  hideTitle: "What Unsaid keeps from the other",
  hide: [
    "What you keep for yourself, and that there is any of it.",
    "When you were here, and whether you read something.",
    "That you paused or muted something.",
    "That you opened this page.",
  ],
  cannotTitle: "What Unsaid can't hide",
  cannot: [
    "Anything from someone who knows the PIN of this phone, or whose face or finger opens it.",
    "Anything from someone who shares your password manager: they can come in as you, on a phone of their own.",
    "From whoever runs this server: that the two of you are paired, how many notes there are and roughly when, those you keep too. They could also send a changed app that reads everything. It may be your partner.",
    "That Unsaid is on this phone, and which pages this browser opened.",
  ],

  // What can be done
  deviceTitle: "Use a safer device",
  deviceText:
    "If someone may look at this phone, look for help on another one: a friend's, one at work, one at a library. A new passkey, a signed-out device or a new lock can be noticed. If that could make things worse, talk to someone safe first.",
  whoTitle: "See who can get in",
  whoText: "You, then Passkeys and devices: everything that opens your notes, and where you are signed in.",
  whoGo: "Passkeys and devices",
  leaveTitle: "How to leave",
  leaveText:
    "You, then Leave. You can do it alone, at once, without a reason. No message is sent; they see it closed when they next open it.",
  leaveAfraid: "If you are afraid of their reaction, talk to someone safe first.",
  leaveGo: "To You",
  staysTitle: "What stays on their phone",
  staysText:
    "What you shared and they read, copied or photographed stays with them. You can take a note back: it leaves the server at once, and their app when it next connects. If you may need it later, save a copy somewhere safe first.",
};
