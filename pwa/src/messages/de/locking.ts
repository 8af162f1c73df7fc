/** German for the lock of the app, and new keys after a theft. */
export const locking = {
  lockTitle: "App-Sperre",
  lockText:
    "Ist Unsaid so lange nicht zu sehen, wie du wählst, schließt es sich: Deine Worte verschwinden vom Bildschirm, und nur dein Passkey holt sie zurück. Das geht auch ohne Netz. Die Sperre gilt nur für dieses Gerät.",
  lockCover: "Solange eine Sperre an ist, zeigt die Liste der offenen Apps eine leere Seite.",
  lockWhen: "Unsaid schließen",
  lockOff: "Nie",
  lockAfter: { 0: "Sofort", 1: "Nach 1 Minute", 5: "Nach 5 Minuten", 15: "Nach 15 Minuten" },
  lockTouch: "Jede Änderung fragt nach deinem Passkey.",
  lockNoWay:
    "Du hast keinen Wiederherstellungscode. Mit der Sperre öffnet hier nur noch dein Passkey deine Notizen; ginge er einmal nicht mehr, könnte der Code sie noch öffnen.",
  lockMakeCode: "Wiederherstellungscode anlegen",
  lockIsOn: "Die Sperre ist an. Was deine Notizen öffnet, liegt nicht mehr auf diesem Gerät.",
  lockIsScreen:
    "Das ist eine Bildschirmsperre: Dein Passkey öffnet allein nichts, deshalb bleibt auf diesem Gerät, was deine Notizen öffnet. Sie hält einen schnellen Blick ab, aber niemanden, der das Gerät auseinandernimmt.",
  lockScreenIsOn: "Die Bildschirmsperre ist an.",
  lockIsOff: "Die Sperre ist aus.",
  lockUntouched: "Es wurde nichts geändert.",
  screenTitle: "Bildschirmsperre",

  closedTitle: "Unsaid ist geschlossen",
  closedOpen: "Mit meinem Passkey öffnen",
  closedHint: "Bis dahin ist hier nichts von dir zu lesen.",
  closedScreenHint: "Dein Passkey prüft, dass du es bist.",
  closedFailed: "Dieser Passkey hat deine Notizen nicht geöffnet. Es wurde nichts geändert.",
  closedOther: "Ein anderer Weg hinein",
  closedBack: "Zurück zu meinem Passkey",
  renewedTitle: "Deine Schlüssel sind neu",
  renewedText:
    "Du hast auf einem anderen Gerät neue Schlüssel gemacht. Bestätige einmal mit deinem Passkey, dann hat auch dieses Gerät sie. Was du hier geschrieben hast, bleibt bis dahin verschlossen liegen.",
  renewedNotMe: "Warst du das nicht, sieh nach, wer deine Notizen öffnen kann, sobald du drin bist.",

  renewRow: "Wenn jemand dein entsperrtes Telefon hat oder deinen Code gesehen hat.",
  renewTitle: "Neue Schlüssel",
  renewWhy:
    "Für den Fall, dass jemand dein entsperrtes Telefon hat oder deinen Wiederherstellungscode gesehen hat. Dieses Gerät macht neue Schlüssel für deine Notizen; nichts, was sie bisher öffnete, öffnet noch, was danach kommt.",
  renewKnown: "Was jemand schon weiß, nehmen neue Schlüssel nicht zurück.",
  renewSteps: [
    "Du wählst, welche anderen Geräte abgemeldet werden.",
    "Du bekommst vielleicht einen neuen Wiederherstellungscode und schreibst ihn auf, bevor sich etwas ändert.",
    "Deine anderen Passkeys melden weiterhin an. Um deine Notizen wieder zu öffnen, fragt jedes deiner anderen Geräte einmal nach einem Passkey oder nach dem neuen Code.",
  ],
  renewDevices: "Diese abmelden",
  renewNoDevices: "Kein anderes Gerät ist angemeldet.",
  renewKeep: "Nimm nur den Haken weg, wo das Gerät in deinen eigenen Händen ist.",
  renewGo: "Weiter mit meinem Passkey",
  renewCodeTitle: "Dein neuer Wiederherstellungscode",
  renewCodeText:
    "Mit den neuen Schlüsseln gilt der alte Code nicht mehr. Schreib zuerst diesen auf Papier; noch hat sich nichts geändert.",
  renewNow: "Die neuen Schlüssel machen",
  renewNowText: "Das geschieht in einem Schritt: entweder alles oder nichts.",
  renewNotDone: "Es wurde nichts geändert. Du kannst es noch einmal versuchen.",
  renewDone: "Deine Schlüssel sind neu",
  renewDoneText: "Deine anderen Geräte werden nach einem Passkey oder nach dem neuen Code fragen.",
  renewDoneCode: "Der alte Wiederherstellungscode öffnet nichts mehr.",
  renewTwo:
    "Was ihr beide teilt, hat noch die alten Schlüssel. Um sie zu erneuern, braucht ihr beide Telefone nebeneinander; eines zeigt dem anderen einen Code.",
  renewTwoGo: "Neue Schlüssel für euch beide",
};
