/** What it is, and what it cannot do. Readable by anyone, signed in or not. */
import { once } from "../messages/once.ts";
import { Page, Points, Section } from "../ui/page.tsx";
import { OperatedBy } from "./operator.tsx";
import { ToSafety } from "./to_safety.tsx";

export default function About() {
  return (
    <Page title={once.aboutTitle}>
      <Points points={once.aboutWhat} />
      <Section title={once.joinWhoTitle}>
        <OperatedBy />
      </Section>
      <Section title={once.aboutCanTitle}>
        <Points points={once.aboutCan} />
      </Section>
      <Section title={once.aboutCannotTitle}>
        <Points points={once.aboutCannot} />
      </Section>
      <Section title={once.aboutBeyondTitle}>
        <Points points={once.aboutBeyond} />
      </Section>
      <Section title={once.aboutOutTitle}>
        <p>{once.aboutOut}</p>
        <ToSafety />
      </Section>
    </Page>
  );
}
