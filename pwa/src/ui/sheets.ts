/** What only parts look like that are opened seldom: one style sheet more, in use before anything of them is shown. */
import address from "../styles/apart.css?url";

let there: Promise<void> | null = null;

/** Answers when it is in use. */
export function wearApart(): Promise<void> {
  there ??= new Promise<void>((done, failed) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = address;
    sheet.onload = () => done();
    sheet.onerror = () => {
      // The next time it is asked for anew.
      sheet.remove();
      there = null;
      failed();
    };
    document.head.append(sheet);
  });
  return there;
}
