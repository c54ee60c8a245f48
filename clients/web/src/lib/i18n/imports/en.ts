// What is said of calendars that become bookings, in English: apart from the rest, since it is loaded with the parts that
// show it. The shape of this table is the shape of every other one.
const s = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export const en = {
  open: "Import a calendar",
  title: "Import a calendar",
  file: "Calendar file (.ics, 1 MiB at most)",
  tooLarge: "This file is larger than 1 MiB: export a shorter time.",
  onto: "Onto",
  whose: "For whom",
  rulesAside: "Opening hours and other rules are set aside for it, on record; what is booked already stays.",
  foreseen: (fresh: number, there: number, clashing: number, skipped: number) =>
    `${fresh} to book, ${there} there already, ${clashing} not possible, ${skipped} left out.`,
  more: (count: number) => `${s(count, "entry", "entries")} more are not shown: import again for a later time.`,
  clashing: "Not possible",
  skipped: "Left out",
  fresh: "To book",
  book: (count: number) => `Book ${count}`,
  done: (booked: number, there: number, refused: number) =>
    `${booked} booked, ${there} there already, ${refused} refused.`,
  rules: "Each entry is booked for you as if you booked it yourself: what a rule forbids stays out. Done again, it changes nothing.",
  refused: "That did not work:",
};
