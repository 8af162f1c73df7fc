/** What it is, and what it cannot do. Readable by anyone, signed in or not. */
import { t } from "../messages/index.ts";
import { Page, Points, Section } from "../ui/page.tsx";

export default function About() {
  return (
    <Page title={t.aboutTitle}>
      <Points points={t.aboutWhat} />
      <Section title={t.aboutCanTitle}>
        <Points points={t.aboutCan} />
      </Section>
      <Section title={t.aboutCannotTitle}>
        <Points points={t.aboutCannot} />
      </Section>
      <Section title={t.aboutBeyondTitle}>
        <Points points={t.aboutBeyond} />
      </Section>
      <Section title={t.aboutOutTitle}>
        <p>{t.aboutOut}</p>
      </Section>
    </Page>
  );
}
