/** A QR code, dark on white in every colour scheme, because cameras expect it so. */
import { encode } from "uqr";

/** Quiet zone of four modules, as the standard asks. */
const BORDER = 4;

export function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: BORDER });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect class="sheet" width={size} height={size} />
      <path class="dots" d={path} />
    </svg>
  );
}
