"""What the harness runs inside a page: it watches, holds still, counts and reads."""

# A violation of the content security policy is an event; as an error on the console it outlives the page.
WATCH = """
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  console.error('policy: ' + violatedDirective + ' ' + blockedURI);
});
"""
# Whoever looks at what can still be called back may take as long as a busy machine takes. A test may put a clock of its
# own between at any time, so the timer is wrapped whenever it is asked for.
HOLD_TEN_SECONDS = """
{
  let inner = globalThis.setTimeout;
  Object.defineProperty(globalThis, 'setTimeout', {
    configurable: true,
    get: () => {
      const chosen = inner;
      return (work, ms, ...rest) => chosen.call(globalThis, work, ms === 10_000 ? 2 ** 31 - 1 : ms, ...rest);
    },
    set: (other) => { inner = other; },
  });
}
"""
COUNT_OUTBOX = """() => new Promise((done, failed) => {
  const opening = indexedDB.open('unsaid');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const counting = opening.result.transaction('outbox').objectStore('outbox').count();
    counting.onsuccess = () => { opening.result.close(); done(counting.result); };
  };
})"""
# What a page keeps of what is begun and chosen: sealed bytes come out as numbers.
KEPT = """() => new Promise((done, failed) => {
  const opening = indexedDB.open('unsaid');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const reading = opening.result.transaction(['drafts', 'flags', 'vault']);
    const asked = [...reading.objectStoreNames].map((name) => reading.objectStore(name).getAll());
    reading.oncomplete = () => {
      opening.result.close();
      const plain = (_, value) => (value instanceof Uint8Array ? value.join() : value);
      done(JSON.stringify(asked.map((one) => one.result), plain));
    };
  };
})"""
READ_ALL = """async (selector) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const here = scrollY;
  const found = new Map();
  for (let y = 0; ; y += innerHeight) {
    scrollTo(0, y);
    await frame();
    await frame();
    for (const element of document.querySelectorAll(selector)) {
      const note = element.closest('article');
      found.set(note.querySelector('a')?.getAttribute('href') ?? note, element.innerText);
    }
    if (y + innerHeight >= document.documentElement.scrollHeight) break;
  }
  scrollTo(0, here);
  return [...found.values()];
}"""
# Two frames: what was measured is drawn with its measure.
SETTLED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})"""
