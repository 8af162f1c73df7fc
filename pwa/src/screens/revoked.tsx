/** Once whoever runs the server signed me out everywhere, this stays for good: nobody does that unseen. */
import { useEffect, useState } from "preact/hooks";
import { readRevoked } from "../actions/once.ts";
import { once } from "../messages/once.ts";
import { dayName } from "../ui/days.ts";

export function Revoked() {
  const [day, setDay] = useState("");
  useEffect(() => void readRevoked(setDay), []);
  return day === "" ? null : <p class="told">{once.revoked(dayName(day))}</p>;
}
