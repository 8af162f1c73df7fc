/** English for a second device of mine, new keys for the two of us, and a new start. */
export const linking = {
  // My other device, on the one that is open
  addTitle: "Add another device of mine",
  addText:
    "For a phone or computer that only you use. It will open everything you have here, and what is written on it stands here, too.",
  addHow: "Have it beside you. Open Unsaid there while nobody is signed in, then scan or open what this device shows.",
  addGo: "Show it",
  addRow: "A phone or computer that only you use",
  addWaiting: "Waiting for your other device. You can close this; it stays for ten minutes.",
  addBeside: "Point its camera at this.",
  addAway: "Or open this address there. Send it to nobody.",
  addCopy: "Copy the address",
  addQr: "Address for my other device as a QR code",
  addUntil: "It works for ten minutes.",
  addCancel: "Stop adding it",
  addCompareTitle: "Which four does it show?",
  addCompareText: "Look at your other device. Choose the four pictures that stand there.",
  addDoneTitle: "Your other device has what it needs",
  addDoneText: "It makes a passkey of its own now. After that it stands in the list of your devices.",
  toDevices: "See my devices",

  // On the device that is added
  hereTitle: "This phone will open an existing account",
  hereText: "Its other devices show everything that is written here. Go on only if the other device is yours, too.",
  hereNotMine:
    "If someone else sent you this, close it. It would be their account, and they could read what you write.",
  hereGo: "It is mine, go on",
  hereNo: "No, close it",
  hereSignedIn: "This phone is signed in already. Sign out here first, then open the address again.",
  toSignOut: "To signing out",
  hereJoining: "Waiting for your other device. You can close this.",
  hereShowingTitle: "Your four pictures",
  hereShowingText: "Choose these four on your other device.",
  hereShowingWait: "Waiting for your choice there.",
  hereStop: "Stop",
  hereEnrolTitle: "A passkey for this phone",
  hereEnrolText: "Your notes can be opened here. Make a passkey for this phone, and you are in.",
  hereEnrolGo: "Make the passkey",
  hereFailedTitle: "The device was not added",
  hereFailedText:
    "Something did not match, so nothing was opened and nothing was kept. Begin again on the one that is signed in.",

  // New keys for the two of us
  twoTitle: "New keys for the two of you",
  twoText: (name: string | null) =>
    `For when someone may have seen what opens your notes. You need ${name ?? "the other person"} and both phones. What you wrote before stays as it is; what you write afterwards has new keys.`,
  twoGo: "Begin",
  twoAlone: "There are no two of you just now.",
  twoWaiting: (name: string | null) => `Waiting for ${name ?? "them"} to open this. It stays for ten minutes.`,
  twoBeside: "They point their camera at this.",
  twoAway: "Or open this address there.",
  twoQr: "Address for the other phone as a QR code",
  twoCancel: "Stop",
  twoJoinText: (name: string | null) =>
    `${name ?? "The other person"} would like new keys for what the two of you share. Nothing you wrote changes. Go on only if you are talking to each other now.`,
  twoJoinGo: "Go on",
  twoSignIn: "Sign in with your passkey first; then open the address again.",
  twoDoneHostTitle: "New keys are on their way",
  twoDoneHostText: "As soon as the other phone has them, what you both write has new keys.",
  twoDoneGuestTitle: "Your keys are new",
  twoDoneGuestText: "What you both write from now on has new keys.",
  twoFailedTitle: "The keys stay as they are",
  twoFailedText: "Something did not match, or one of you stopped. Nothing was changed. You can begin again.",
  close: "All right",

  // When everything is lost
  anewTitle: "A new start with my partner",
  anewMine:
    "You get a new account with nothing in it. The notes that are locked stay locked: nobody can open them for you. If a passkey, a device or your code may still turn up, wait.",
  anewTheirs:
    "Your partner keeps what the two of you shared. They leave it in their app first; it stays readable there. Then they invite you, and can let you read it again.",
  anewHere: "On this phone",
  anewGo: "Begin anew",
  anewSure: "Let go of what is on this phone?",
  anewGoes: "What is locked on this phone goes, also what was not sent yet. The old account is not deleted.",
  anewYes: "Let it go and begin anew",
  anewStart: "Next comes a passkey for the new account.",
  anewMake: "Start with a passkey",
};
