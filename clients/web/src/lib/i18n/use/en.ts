// What is said of use over time, in English: apart from the rest, so that it is loaded with that part alone. The shape
// of this table is the shape of every other one.
const s = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export const en = {
  title: "Use over time",
  how: "Hours by month, each unit of each resource by itself. Opening hours are those that hold today.",
  months: (count: number) => `${count} months`,
  span: "How far back",
  all: "The whole lab",
  byPool: "By group of resources",
  byCompany: "By company",
  used: "used",
  unused: "booked, not used: cancelled, nobody came, or yet to come",
  share: (percent: string) => `${percent} of opening hours`,
  table: "As a table",
  month: "Month",
  usedHead: "Used",
  unusedHead: "Booked, not used",
  bookingsHead: "Bookings",
  openHead: "Open",
  shareHead: "Share of opening hours",
  none: "Nothing was booked in these months.",
  picture: (name: string, used: string, bookings: number, months: number) =>
    `${name}: ${used} used by ${s(bookings, "booking")} in ${s(months, "month")}`,
};
