/** English for the writing sheet and *Just mine*. */
import type { Energy, Sensation, Tone } from "../../content/body.ts";
import type { HintPatterns } from "../../content/hints.ts";

const energies: Record<Energy, string> = { lots: "a lot", some: "some", little: "hardly any" };
const tones: Record<Tone, string> = { pleasant: "pleasant", unpleasant: "unpleasant", both: "both or neither" };
const sensations: Record<Sensation, string> = {
  tight_chest: "tight chest",
  stomach: "knot in the stomach",
  heavy: "heavy arms and legs",
  throat: "lump in the throat",
  hot_face: "hot face",
  restless: "restless hands",
  breath: "shallow breath",
  heart: "fast heart",
  tears: "tears close",
  warm: "warm all over",
  light: "light",
  quiet: "quiet inside",
  numb: "numb",
};

const often = "(?:always|never|constantly|only ever)";
const hintPatterns: HintPatterns = {
  ends: /[.!?;:\n]|,? (?:but|and yet|although|though) /i,
  charge: new RegExp(
    `\\byou(?:'re|'ve| are| have| just| do| can| will|'ll)? ${often}\\b|\\byou(?: just| really)? (?:make|made) me\\b|\\byou(?:'re| are)? making me\\b`,
    "i",
  ),
  kind: new RegExp(
    [
      "\\b(?:thanks?|grateful|glad|lucky|appreciate|adore|miss|(?<!don't )love (?:you|it|that|how|when|the way))\\b",
      "\\bnever (?:know|mind|ever let|let me|gave up|give up|judged?|complain|fail|forgot|forget|left my|leave my|hurt|lied?|ma[dk]e me|made fun|once (?:complained|let|made))\\b",
      "\\balways (?:know|knew|listen|help|support|care|there\\b|here for|find|found|understand|believe|try|tried|kind|patient|sweet|welcome|be my|been there|been my|make (?:me|us|it) (?:laugh|smile|happy|feel (?:safe|loved|better|seen|at home|welcome|special|good)|better|proud))",
      "\\bma(?:ke|de|king) me (?:laugh|smile|happy|happier|proud|strong|stronger|brave|better|calm|hopeful|whole|want|tea|coffee|breakfast|lunch|dinner|soup|a |the |my |feel (?:so |very |really |more )?(?:safe|loved|seen|heard|better|calm|strong|wanted|alive|special|at home|good|happy|understood|welcome|like (?:home|myself|i belong|i matter)))",
      "\\b(?:said|say|told me|asked|wonder)(?: that)?(?: i)? you\\b",
    ].join("|"),
    "i",
  ),
};

const noteOf = (name: string | null) => name ?? "the other";

export const mine = {
  // Not sure
  notSureTitle: "Not sure yet",
  energyTitle: "How much energy is there?",
  energies,
  bodyTitle: "Where do you feel it?",
  sensations,
  toneTitle: "Is it …",
  tones,
  mightBe: "It might be one of these.",
  mightBeHint: "Only you can tell. Up to three.",
  tileInstead: "Choose a tile instead",

  // Another beginning
  hintPatterns,
  hint: "It may be easier to hear from your own side.",
  gentle: "I feel … when … I need …",
  hintAdd: "Add “I feel … when … I need …”",
  hintStop: "Don't show this",
  hintsOff: "It won't be shown again. You can switch it on under You.",

  // A little more
  keepTitle: "If you keep it for you",
  onlyHere: "only on this phone",
  onlyHereWhy:
    "It goes to no server, in case the person it is about runs this one. No other device has it: if this phone is lost, so is the note.",
  hold: "hold until I choose",
  holdWhy: "You won't be asked later what should become of it.",
  audienceHere: "Only you can read it, only on this phone.",
  keepHere: "Keep on this phone",
  shareAfterAll: (name: string | null) => `Let me share it with ${noteOf(name)} after all`,
  another: "Begin another",
  anotherBegun: "What you had begun waits in Just mine.",

  // Changing a note
  editTitle: "Change your note",
  editText: "Your words",
  editSave: "Save the change",
  editShows: "It will show as edited.",
  editNeedsText: "There are no words left. To remove the note, take it back.",
  editGone: "This note can't be changed any more.",
  editBegun: "You had begun this change.",
  editDrop: "Back to how it was",

  // Just mine
  draftUnsure: "Not sure yet",
  draftEdits: "A change to a note",
  draftDrop: "Let it go",
  draftDropped: "Let go.",
  putBack: "Put back",
  offerTitle: "You kept this a while ago",
  sayIt: (name: string | null) => `Say it to ${noteOf(name)}`,
  keepIt: "Keep it",
  letItGo: "Let it go",
  holdIt: "Hold until I choose",
  decided: {
    kept: "Kept. It won't be asked about again for a while.",
    held: "Held. It won't be asked about again.",
    gone: "Let go.",
  },
  mineLockedTitle: "Just mine is locked",
  mineLockedText: "What you keep is behind your passkey.",
  mineOpen: "Open with my passkey",
  mineLockNow: "Lock again",
  lookingBack: "Looking back",
};
