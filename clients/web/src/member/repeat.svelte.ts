// A recurrence as it stands in the form, and as the engine takes it (RFC 5545).
import { SeriesMode } from "../gen/mutua/v1/booking_pb";
import { weekdayOf } from "../lib/time/zone";

export type Rhythm = "" | "DAILY" | "WEEKLY" | "BIWEEKLY" | "MONTHLY";

const kDays = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];

export class Repeat {
  /** Empty: once. */
  rhythm = $state<Rhythm>("");
  /** 1 Monday to 7 Sunday; none: that of the first occurrence. */
  days = $state<number[]>([]);
  count = $state(8);
  mode = $state<SeriesMode>(SeriesMode.ALL_OR_NOTHING);

  get weekly(): boolean {
    return this.rhythm === "WEEKLY" || this.rhythm === "BIWEEKLY";
  }

  toggle(day: number): void {
    this.days = this.days.includes(day) ? this.days.filter((one) => one !== day) : [...this.days, day].sort();
  }

  rule(firstDay: string): string {
    const parts = [`FREQ=${this.rhythm === "BIWEEKLY" ? "WEEKLY" : this.rhythm}`];
    if (this.rhythm === "BIWEEKLY") parts.push("INTERVAL=2");
    if (this.weekly) {
      const days = this.days.length > 0 ? this.days : [weekdayOf(firstDay)];
      parts.push(`BYDAY=${days.map((day) => kDays[day]).join(",")}`);
    }
    parts.push(`COUNT=${Math.min(Math.max(Math.round(this.count) || 1, 1), 1000)}`);
    return parts.join(";");
  }
}
