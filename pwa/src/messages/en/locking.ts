/** English for the lock of the app, and new keys after a theft. */
export const locking = {
  lockTitle: "App lock",
  lockText:
    "Out of sight for as long as you choose, Unsaid closes: your words leave the screen, and only your passkey brings them back. That works with no network. The lock is for this device alone.",
  lockCover: "While a lock is on, the list of open apps shows a blank page.",
  lockWhen: "Close Unsaid",
  lockOff: "Never",
  lockAfter: { 0: "At once", 1: "After 1 minute", 5: "After 5 minutes", 15: "After 15 minutes" },
  lockTouch: "Each change asks for your passkey.",
  lockNoWay:
    "You have no recovery code. With the lock on, your passkey is the only thing that opens your notes here; if it stopped working, the code would still open them.",
  lockMakeCode: "Make a recovery code",
  lockIsOn: "The lock is on. What opens your notes is no longer kept on this device.",
  lockIsScreen:
    "This is a screen lock: your passkey opens nothing by itself, so what opens your notes stays on this device. It keeps a passing glance out, and no one who takes this device apart.",
  lockScreenIsOn: "The screen lock is on.",
  lockIsOff: "The lock is off.",
  lockUntouched: "Nothing was changed.",
  screenTitle: "Screen lock",

  closedTitle: "Unsaid is closed",
  closedOpen: "Open with my passkey",
  closedHint: "Nothing of yours can be read here until then.",
  closedScreenHint: "Your passkey looks that it is you.",
  closedFailed: "That passkey did not open your notes. Nothing was changed.",
  closedOther: "Another way in",
  closedBack: "Back to my passkey",
  renewedTitle: "Your keys are new",
  renewedText:
    "You made new keys on another device. Touch your passkey once, and this device has them too. What you wrote here stays, sealed, until then.",
  renewedNotMe: "If that was not you, look at who can open your notes as soon as you are in.",

  renewRow: "When someone has your unlocked phone, or saw your code.",
  renewTitle: "New keys",
  renewWhy:
    "For when someone has your unlocked phone, or saw your recovery code. This device makes new keys for your notes, and nothing that opened them until now opens what comes after.",
  renewKnown: "What someone already knows, new keys do not take back.",
  renewSteps: [
    "You choose which other devices are signed out.",
    "You may get a new recovery code, to write down before anything is changed.",
    "Your other passkeys go on signing in. To open your notes again, each of your other devices asks for a passkey once, or for the new code.",
  ],
  renewDevices: "Sign these out",
  renewNoDevices: "No other device is signed in.",
  renewKeep: "Untick only what is in your own hands.",
  renewGo: "Go on with my passkey",
  renewCodeTitle: "Your new recovery code",
  renewCodeText:
    "The old code stops working with the new keys. Write this one on paper first; nothing was changed yet.",
  renewNow: "Make the new keys",
  renewNowText: "This is done in one step: either all of it, or nothing.",
  renewNotDone: "Nothing was changed. You can try again.",
  renewDone: "Your keys are new",
  renewDoneText: "Your other devices will ask for a passkey or the new code.",
  renewDoneCode: "The old recovery code opens nothing any more.",
  renewTwo:
    "What the two of you share still has its old keys. To renew them you need both phones beside each other; one of you shows the other a code.",
  renewTwoGo: "New keys for the two of you",
};
