/** Take it along, bring it back: both on this device, at once or never, and always to be stopped. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Files, type NotMade, type Step, takeAlong } from "../actions/taking_along.ts";
import { along } from "../messages/along.ts";
import { Button } from "../ui/controls.tsx";
import { Page, Points, Section } from "../ui/page.tsx";
import { BringBack } from "./bringing_back.tsx";

export default function TakingAlong() {
  return (
    <Page title={along.title}>
      <Section title={along.makeTitle}>
        <p>{along.makeText}</p>
        <Points points={along.makePoints} />
        <Make />
      </Section>
      <Section title={along.backTitle}>
        <p>{along.backText}</p>
        <p>{along.backStays}</p>
        <BringBack />
      </Section>
    </Page>
  );
}

interface UnderWayProps {
  says: string;
  /** How much of it is done, from 0 to 1; null: nobody knows. */
  share: number | null;
  stop: () => void;
}

/** What was said last takes the focus from the button that is gone. */
export function Says({ all }: { all: readonly string[] }) {
  const said = useRef<HTMLDivElement>(null);
  const text = all.join("\n");
  useEffect(() => {
    if (text) said.current?.focus({ preventScroll: true });
  }, [text]);
  return (
    <div ref={said} tabIndex={-1} role="status">
      {all.map((one) => (
        <p key={one}>{one}</p>
      ))}
    </div>
  );
}

/** What is being done, and the one thing to do about it. */
export function UnderWay({ says, share, stop }: UnderWayProps) {
  return (
    <div class="stack">
      <Says all={[says]} />
      <progress aria-label={says} {...(share === null ? {} : { value: share })} />
      <p>
        <Button tap={stop}>{along.stop}</Button>
      </p>
    </div>
  );
}

/** Stops what is under way when the page goes. */
export function useStop() {
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  return {
    begin: (): AbortSignal => {
      stop.current = new AbortController();
      return stop.current.signal;
    },
    stop: () => stop.current.abort(),
  };
}

function Make() {
  const [now, setNow] = useState<Step | Files | NotMade | null>(null);
  const { begin, stop } = useStop();
  const make = async () => {
    const signal = begin();
    setNow(await takeAlong(setNow, signal));
  };
  if (now === "asking" || now === "opening" || now === "writing")
    return <UnderWay says={along[now]} share={null} stop={stop} />;
  if (typeof now === "object" && now) return <Ready files={now} />;
  return (
    <>
      <Says all={now ? [along.notMade[now]] : []} />
      <Button look="act" tap={make}>
        {along.make}
      </Button>
    </>
  );
}

function Ready({ files }: { files: Files }) {
  return (
    <div class="stack">
      <Says all={[along.ready, ...(files.whole ? [] : [along.notWhole])]} />
      <Save file={files.page} name={`${files.name}.html`}>
        {along.savePage}
      </Save>
      <Save file={files.notes} name={`${files.name}.json`}>
        {along.saveNotes}
      </Save>
    </div>
  );
}

/** A link to what is in memory alone; it leads nowhere once the page is left. */
function Save({ file, name, children }: { file: Blob; name: string; children: ComponentChildren }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <a class="button plain" href={address} download={name}>
      {children}
    </a>
  );
}
