// Months as the API names them, "2026-11".

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function addMonths(month: string, count: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** Years 1970 to 2199, as the engine takes them. */
export function isMonth(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text) && year >= 1970 && year <= 2199;
}
