// Which part of a page is open, kept in the address (`#/bookings`), so that back and reload keep it.
export class View<Name extends string> {
  now = $state() as Name;

  constructor(names: readonly Name[]) {
    const read = () => {
      const asked = location.hash.slice(2);
      this.now = (names.find((name) => name === asked) ?? names[0]) as Name;
    };
    read();
    addEventListener("hashchange", () => {
      const before = this.now;
      read();
      if (this.now !== before) scrollTo(0, 0); // another part begins above
    });
  }
}
