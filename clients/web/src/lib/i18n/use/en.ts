// What is said of use over time, in English: apart from the rest, so that it is loaded with that part alone. The shape
// of this table is the shape of every other one.
const s = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export const en = {
  title: "Use over time",
  how: "Hours, each unit of each resource by itself. Opening hours are those that hold today.",
  by: "By month or by week",
  byMonth: "By month",
  byWeek: "By week",
  length: {
    month: (count: number) => s(count, "month"),
    week: (count: number) => s(count, "week"),
  },
  span: "How far back",
  all: "The whole lab",
  of: { pool: "By group of resources", resource: "By resource" },
  each: "Groups or single resources",
  eachPool: "Groups",
  eachResource: "Resources",
  nothing: "There is no resource yet.",
  byCompany: "By company",
  used: "used",
  unused: "booked, not used: cancelled, nobody came, or yet to come",
  share: (percent: string) => `${percent} of opening hours`,
  table: "As a table",
  period: { month: "Month", week: "Week from" },
  usedHead: "Used",
  unusedHead: "Booked, not used",
  bookingsHead: "Bookings",
  openHead: "Open",
  shareHead: "Share of opening hours",
  none: "Nothing was booked in this time.",
  picture: (name: string, used: string, bookings: number, length: string) =>
    `${name}: ${used} used by ${s(bookings, "booking")} in ${length}`,
};
