// The shares of a pool's companies while they are typed: a line each in the form's value, base, paid and
// donated as they stand in their fields.
export interface Row {
  company: string;
  base: string;
  paid: string;
  donated: string;
}

export function rowsFrom(text: string): Row[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [company = "", base = "", paid = "", donated = ""] = line.split("|");
      return { company, base, paid, donated };
    });
}

export function rowsText(rows: readonly Row[]): string {
  const plain = (text: string) => text.replace(/[|\n]/g, "");
  return rows.map((row) => [row.company, row.base, row.paid, row.donated].map(plain).join("|")).join("\n");
}

/** Nothing typed is nothing. Undefined where it cannot be read. */
export function count(text: string): number | undefined {
  return /^\s*\d{0,7}\s*$/.test(text) ? Number(text) : undefined;
}

/** As `count`, of an amount of money. */
export function cents(text: string): bigint | undefined {
  if (text.trim() === "") return 0n;
  return /^\s*\d{1,11}([.,]\d{1,2})?\s*$/.test(text) ? BigInt(Math.round(Number(text.replace(",", ".")) * 100)) : undefined;
}

/** Base, donated, and what the money earns; undefined where a field cannot be read. */
export function sharesOf(row: Row, costs: string): number | undefined {
  const [base, paid, donated, price] = [count(row.base), cents(row.paid), count(row.donated), cents(costs)];
  if (base === undefined || paid === undefined || donated === undefined || price === undefined) return undefined;
  return base + donated + (price === 0n ? 0 : Number(paid / price));
}
