// What is said of the record, in English: apart from the rest, so that it is loaded with that part alone. The shape of
// this table is the shape of every other one.
export const en = {
  title: "Audit",
  how: "Who did what, when, from where, for whom and why: the history itself, which is chained and cannot be changed.",
  from: "From",
  until: "Until, that day included",
  member: "Member",
  company: "Company",
  resource: "Resource",
  any: "any",
  list: "On record",
  when: "When",
  who: "Who",
  what: "What",
  about: "About",
  why: "Why",
  engine: "the engine itself",
  program: (token: string) => `by ${token}`,
  behalf: (name: string) => `for ${name}`,
  position: (position: string) => `position ${position}`,
  more: "Show more",
  none: "Nothing is on record that fits.",
  csv: "Save what is shown as CSV",
  /** What was done, as the engine names it; what is not here is said in its words. */
  done: {} as Record<string, string>,
  digest: (position: string, digest: string) => `The chain at position ${position}: ${digest}`,
};
