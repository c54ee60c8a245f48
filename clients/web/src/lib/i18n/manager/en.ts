// What only the manager's page says, in English: apart from the rest, so that nobody else loads it. The
// shape of this table is the shape of every other one.
const s = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export const en = {
  title: "Mutua: run the lab",
  notYours: "This page is for those who run the lab, and your sign-in is not one of theirs.",
  toMember: "Go to the page where you book",
  problem: {
    refused: "This cannot be done as it is:",
  },
  views: {
    today: "Today",
  },
  act: {
    cancel: "Leave it",
    close: "Close",
  },
  today: {
    title: "Today",
    said: (running: number, pending: number, faults: number, outages: number) =>
      `${running} in use, ${pending} to approve, ${s(faults, "open fault")}, ${outages} out of service.`,
    running: "In use now",
    runningNone: "Nothing is in use.",
    next: "Next",
    nextNone: "Nothing is booked in the next 24 hours.",
    until: (clock: string, left: string) => `until ${clock}, ${left} left`,
    overrun: (clock: string, late: string) => `should have ended at ${clock}, ${late} ago`,
    notThere: "not checked in",
    nobody: "Nobody came",
    nobodyDone: (what: string) => `${what}: nobody came, the rest of the time is free.`,
    pendingNone: "Nothing waits for you.",
    askedAt: (when: string) => `asked for ${when}`,
  },
  approvals: {
    title: "To approve",
    approve: "Approve",
    reject: "Reject",
    reason: "If you reject it: why",
    approved: (what: string) => `Approved: ${what}.`,
    rejected: (what: string) => `Rejected: ${what}.`,
  },
  faults: {
    title: "Faults",
    none: "Nothing is reported as broken.",
    reported: (who: string, when: string) => `${who}, ${when}`,
    resolve: "It works again",
    lift: "And end the outage it led to",
    resolved: (what: string) => `${what} works again.`,
    gaveBack: (count: number) => `${s(count, "booking")} came back.`,
  },
  outages: {
    title: "Out of service, now and to come",
    none: "Everything can be used.",
    now: "now",
    inTime: (length: string) => `in ${length}`,
    kinds: ["", "maintenance", "fault", "closure"],
    pool: (name: string) => `all of ${name}`,
    site: (name: string) => `the whole of ${name}`,
  },
};
