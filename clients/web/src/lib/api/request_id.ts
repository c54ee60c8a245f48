// Request ids: UUID version 7 (RFC 9562) from getRandomValues, which plain http has too. The time in
// them is the engine's as we know it, so that a browser whose clock is wrong is not refused.
import { engineNow } from "../time/clock";

export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = engineNow();
  for (let i = 5; i >= 0; --i) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
