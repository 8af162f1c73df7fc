/** What only one part looks like comes with that part, and stands before anything of it is shown. */
const worn = new Map<string, Promise<void>>();

function added(address: string): Promise<void> {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = address;
  const there = new Promise<void>((done, failed) => {
    sheet.onload = () => done();
    sheet.onerror = failed;
  });
  document.head.append(sheet);
  // Asked for again, it is fetched again.
  there.catch(() => {
    sheet.remove();
    worn.delete(address);
  });
  return there;
}

/** Answers when the style sheet at this address is in use. */
export function wear(address: string): Promise<void> {
  const there = worn.get(address) ?? added(address);
  worn.set(address, there);
  return there;
}
