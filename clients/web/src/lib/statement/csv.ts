// A statement as CSV (RFC 4180): the same bytes as `mutua statement --company HANDLE --month MONTH --csv`, for machines, so in
// seconds, ticks and cents and in no language. What a spreadsheet would take for a formula begins with an apostrophe.
import { BookingState, type Booking } from "../../gen/mutua/v1/booking_pb";
import type { GetStatementResponse, StatementLine, StatementSums } from "../../gen/mutua/v1/statements_pb";

const kHead =
  "booking,start,end,resources,pools,member,title,state,booked_seconds,used_seconds,peak_seconds,normal_seconds," +
  "off_peak_seconds,grabbed_seconds,price_ticks,price_cents,refunded_ticks,refunded_cents,charged_ticks,charged_cents," +
  "overrun_ticks,overrun_cents\r\n";

export function statementCsv({ lines, total }: Pick<GetStatementResponse, "lines" | "total">): string {
  const rows = lines.map((line) => row(textsOf(line), line.sums, ratesOf([line])));
  return kHead + rows.join("") + row(["total", "", "", "", "", "", "", ""], total, ratesOf(lines));
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[,"\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function row(texts: string[], sums: StatementSums | undefined, rates: bigint[]): string {
  const { price, refunded, charged, overrun } = sums ?? {};
  const charges = [price, refunded, charged, overrun].flatMap((one) => [one?.ticks ?? 0n, one?.cents ?? 0n]);
  const numbers = [sums?.booked?.seconds ?? 0n, sums?.used?.seconds ?? 0n, ...rates, ...charges];
  return `${[...texts.map(cell), ...numbers].join(",")}\r\n`;
}

function textsOf({ booking, parts }: StatementLine): string[] {
  if (!booking) return ["", "", "", "", "", "", "", ""];
  const pools = [...new Set(parts.map((one) => one.pool))].join(" + ");
  const state = BookingState[booking.state]?.toLowerCase().replace(/_/g, " ") ?? "";
  return [booking.booking, booking.localStart, booking.localEnd, whatOf(booking), pools, booking.member, booking.title, state];
}

function whatOf({ parts }: Booking): string {
  return parts.map(({ resource, units }) => (units > 1 ? `${resource}=${units}` : resource)).join(" + ");
}

function ratesOf(lines: StatementLine[]): bigint[] {
  const sums = [0n, 0n, 0n, 0n];
  for (const { parts } of lines) {
    for (const { peak, normal, offPeak, grabbed } of parts) {
      [peak, normal, offPeak, grabbed].forEach((one, i) => (sums[i] = (sums[i] ?? 0n) + (one?.seconds ?? 0n)));
    }
  }
  return sums;
}
