/** What it is, and what it cannot do. Readable by anyone, signed in or not. */
import { pages } from "../messages/pages.ts";
import { Page, Points, Section } from "../ui/page.tsx";

export default function About() {
  return (
    <Page title={pages.aboutTitle}>
      <Points points={pages.aboutWhat} />
      <Section title={pages.aboutCanTitle}>
        <Points points={pages.aboutCan} />
      </Section>
      <Section title={pages.aboutCannotTitle}>
        <Points points={pages.aboutCannot} />
      </Section>
      <Section title={pages.aboutBeyondTitle}>
        <Points points={pages.aboutBeyond} />
      </Section>
      <Section title={pages.aboutOutTitle}>
        <p>{pages.aboutOut}</p>
      </Section>
    </Page>
  );
}
