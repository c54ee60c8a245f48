// Lengths of time as they are typed: "15min", "1h30", "2d" (or "2j"); the words of the lab file.
const kUnits: [string, number][] = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];

/** 5400 -> "1h30min", 144,000 -> "40h", 172,800 -> "2d"; undefined -> "" */
export function lengthText(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  let rest = seconds;
  let text = "";
  // Days where they are whole: 40h reads better than 1d16h.
  const units = seconds % 86_400 === 0 ? kUnits : kUnits.slice(1);
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text || "0min";
}

/** Undefined where it cannot be read. */
export function parseLength(text: string): number | undefined {
  const plain = text.toLowerCase().replace(/\s+/g, "");
  const found = /^(?:(\d+)[dj])?(?:(\d+)h(?:(\d{1,2})(?=$))?)?(?:(\d+)(?:min|m))?(?:(\d+)s)?$/.exec(plain);
  if (!found || plain === "") return undefined;
  const [days, hours, short, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return (days ?? 0) * 86_400 + (hours ?? 0) * 3600 + ((short ?? 0) + (minutes ?? 0)) * 60 + (seconds ?? 0);
}
