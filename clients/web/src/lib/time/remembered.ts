// What was worked out of a moment in a zone is kept: a board says the same few moments in hundreds of cells, and a
// browser's calendar takes microseconds for each.
const kMost = 2000; // moments of a zone; then it begins anew

export function remembered<Value>(work: (zone: string, instant: number) => Value): (zone: string, instant: number) => Value {
  const zones = new Map<string, Map<number, Value>>();
  return (zone, instant) => {
    let known = zones.get(zone);
    if (!known) zones.set(zone, (known = new Map()));
    const there = known.get(instant);
    if (there !== undefined) return there;
    const value = work(zone, instant);
    if (known.size >= kMost) known.clear();
    known.set(instant, value);
    return value;
  };
}
