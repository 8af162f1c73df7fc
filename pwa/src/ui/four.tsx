/** Four pictures with their names: compared by eye or by voice. Spans only, so that it may stand inside a button. */
import { EMOJI } from "../crypto/emoji.ts";
import { emojiNames } from "../messages/once.ts";

export function Four({ emoji }: { emoji: readonly number[] }) {
  return (
    <span class="four">
      {emoji.map((index, place) => {
        const { char = "", id = "" } = EMOJI[index] ?? {};
        return (
          <span class="one" key={`${place} ${id}`}>
            <span class="picture" aria-hidden="true">
              {char}
            </span>
            <span>{emojiNames[id] ?? id}</span>
          </span>
        );
      })}
    </span>
  );
}
