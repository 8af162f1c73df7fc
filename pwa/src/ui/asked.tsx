/** The question a thought answers, in the reader's own language. Its words come when such a note is on the screen. */
import { useEffect, useState } from "preact/hooks";
import { question } from "../messages/questions.ts";

export function Asked({ id }: { id: string }) {
  const [says, setSays] = useState("");
  useEffect(() => {
    void question(id).then(setSays, () => undefined);
  }, [id]);
  return says ? <p class="small soft">{says}</p> : null;
}
