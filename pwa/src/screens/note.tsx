/** One note, whole, by whose it is: what can be said to it, where it stands, and what can be done with it. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useRoute } from "preact-iso/router";
import {
  cameTrue,
  keepCopy,
  keepOnServerToo,
  notCameTrue,
  putBack,
  settle,
  shareKept,
  takeBack,
  talkAbout,
} from "../actions/later.ts";
import { formOf, STEP_OF } from "../content/ways.ts";
import { pages } from "../messages/later.ts";
import type { TimelineNote } from "../notes.ts";
import { notes, notesReady, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart, dayName } from "../ui/days.ts";
import { Twice } from "../ui/forms.tsx";
import { Note, noteAddress, plainText } from "../ui/note.tsx";
import { Page, useArrival } from "../ui/page.tsx";
import { Answering, MyAnswers, ReplyBack } from "./answering.tsx";
import { copy } from "./copy.ts";
import { withGiven } from "./given.ts";

export default function NoteScreen() {
  const asked = `/note/${useRoute().params["id"]}`;
  const note = notes.value.find((one) => noteAddress(one) === asked);
  if (!note || note.moved) return <Absent moved={note?.moved === true} />;
  return <One key={note.id} note={withGiven(note)} />;
}

const Absent = ({ moved }: { moved: boolean }) => (
  <Page title={pages.noteGone}>
    <p>{moved ? pages.noteMoved : notesReady.value ? pages.noteGoneText : pages.opening}</p>
    <p>
      <a class="quiet" href="/us">
        {pages.toUs}
      </a>
    </p>
  </Page>
);

function titleOf(note: TimelineNote, name: string | null): string {
  if (!note.mine) return pages.noteFrom(name);
  if (note.shared) return pages.noteMine;
  return note.content?.k === "copy" ? pages.noteCopy : pages.noteKept;
}

interface Props {
  note: TimelineNote;
  after: () => void;
}

function One({ note }: { note: TimelineNote }) {
  const name = pair.value?.name ?? null;
  // The title of the page stands in the browser's history and the list of open apps: it names nobody.
  const heading = useArrival<HTMLHeadingElement>(titleOf(note, null));
  const after = () => heading.current?.focus({ preventScroll: true });
  const Whose = note.state === "not_sent" ? Refused : note.mine ? (note.shared ? Mine : Kept) : Theirs;
  return (
    <main class="page">
      <h1 class="unseen" ref={heading} tabIndex={-1}>
        {titleOf(note, name)}
      </h1>
      <Note note={note} name={name} when={dayAndPart(note)} still />
      <Whose note={note} after={after} />
    </main>
  );
}

/** What can be done with the note, one under the other. */
const Acts = ({ children }: { children: ComponentChildren }) => (
  <section class="part acts">
    <h2 class="unseen">{pages.withNote}</h2>
    {children}
  </section>
);

/** Something new can still be said where this note stands. */
const isOpen = ({ space }: TimelineNote): boolean => pair.value?.closed === false && pair.value.space === space;

function Theirs({ note, after }: Props) {
  const readable = note.content !== null && note.content.k !== "unknown";
  if (!readable) return null;
  return (
    <>
      {isOpen(note) && <CameTrue note={note} after={after} />}
      {isOpen(note) ? <Answering note={note} after={after} /> : <p class="small soft">{pages.closedHere}</p>}
      <Acts>
        {isOpen(note) && <Talk note={note} />}
        <KeepCopy note={note} after={after} />
        <Copy note={note} />
      </Acts>
    </>
  );
}

/** An invitation accepted, a promise kept, a hug given: said by whom it was for, when they like. Open, it is nothing at all. */
function CameTrue({ note, after }: Props) {
  const form = note.content?.k === "affirm" ? formOf(note.content.form) : null;
  const step = form && STEP_OF[form];
  if (!step) return null;
  const say = async () => {
    if (await (note.became ? notCameTrue(note) : cameTrue(note, step))) after();
  };
  return (
    <p class="chips ways">
      <Button look={note.became ? "quiet" : "say"} tap={say}>
        {note.became ? pages.cameTrueBack : pages.cameTrue[form]}
      </Button>
    </p>
  );
}

/** The server did not take it: what can be done about that has a page of its own. */
const Refused = ({ note }: Props) => (
  <Acts>
    <a class="quiet" href="/unsent">
      {pages.toUnsent}
    </a>
    <Copy note={note} />
  </Acts>
);

function Mine({ note, after }: Props) {
  if (note.state === "taken_back") return <PutBack note={note} after={after} />;
  const open = isOpen(note) && note.content !== null;
  return (
    <>
      {open && note.answers.length > 0 && (
        <>
          <MyAnswers note={note} after={after} />
          <ReplyBack note={note} after={after} />
        </>
      )}
      <Acts>
        {open && <Talk note={note} />}
        {open && <Edit note={note} />}
        <Copy note={note} />
        {open && <TakeBack note={note} after={after} />}
      </Acts>
    </>
  );
}

function Kept({ note, after }: Props) {
  const two = pair.value && !pair.value.closed ? pair.value : null;
  if (note.state === "taken_back") return <PutBack note={note} after={after} />;
  const own = note.content !== null && note.content.k !== "copy" && note.content.k !== "unknown";
  const held = note.settled?.step === "hold";
  return (
    <Acts>
      {own && two && (
        <>
          <p class="small soft">{pages.shareText(two.name)}</p>
          <Button tap={() => shareKept(note)}>{pages.shareWith(two.name)}</Button>
        </>
      )}
      {own && held && <p class="small soft">{pages.held}</p>}
      {own && <Edit note={note} />}
      {own && (
        <Button look="quiet" tap={() => settle(note, held ? "open" : "hold")}>
          {held ? pages.holdOff : pages.holdIt}
        </Button>
      )}
      <Copy note={note} />
      {note.only_here && (
        <Button look="quiet" tap={() => keepOnServerToo(note)}>
          {pages.notOnlyHere}
        </Button>
      )}
      <LetGo note={note} after={after} />
    </Acts>
  );
}

const Talk = ({ note }: { note: TimelineNote }) =>
  note.talk ? (
    <>
      <p class="small soft">{pages.onTalk}</p>
      <Button look="quiet" tap={() => talkAbout(note, false)}>
        {pages.talked}
      </Button>
    </>
  ) : (
    <Button look="quiet" tap={() => talkAbout(note, true)}>
      {pages.talk}
    </Button>
  );

const Edit = ({ note }: { note: TimelineNote }) => (
  <a class="quiet" href={`/edit/${note.msg_id}`}>
    {pages.editTitle}
  </a>
);

/** Once is enough. */
function KeepCopy({ note, after }: Props) {
  const [kept, setKept] = useState(false);
  const keep = async () => {
    if (!(await keepCopy(note))) return;
    setKept(true);
    after();
  };
  if (kept) return null;
  return (
    <Button look="quiet" tap={keep}>
      {pages.keepCopy}
    </Button>
  );
}

const Copy = ({ note: { content } }: { note: TimelineNote }) =>
  content && content.k !== "unknown" ? (
    <Button look="quiet" tap={() => copy(plainText(content))}>
      {pages.copyText}
    </Button>
  ) : null;

const TakeBack = ({ note, after }: Props) => (
  <Twice label={pages.takeBack} title={pages.takeBackTitle} look="quiet">
    <p>{pages.takeBackText}</p>
    <div class="pair">
      <Copy note={note} />
      <Button
        tap={async () => {
          if (await takeBack(note)) after();
        }}
      >
        {pages.takeBackNow}
      </Button>
    </div>
  </Twice>
);

const LetGo = ({ note, after }: Props) => (
  <Button
    look="quiet"
    tap={async () => {
      if (await takeBack(note)) after();
    }}
  >
    {pages.letItGo}
  </Button>
);

function PutBack({ note, after }: Props) {
  if (!note.restorable) return null;
  return (
    <div class="stack">
      <p class="small soft">{pages.putBackUntil(dayName(note.restorable))}</p>
      <Button
        tap={async () => {
          if (await putBack(note)) after();
        }}
      >
        {pages.putItBack}
      </Button>
      <a class="quiet" href={noteAddress(note).replace("note", "erase")}>
        {pages.eraseNow}
      </a>
    </div>
  );
}
