// Between the API's messages and the whole seconds that pages count in.
import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import type { Interval } from "../../gen/mutua/v1/common_pb";

export interface Span {
  start: number;
  end: number;
}

export function seconds(value: Timestamp | Duration | undefined): number {
  return value ? Number(value.seconds) : 0;
}

export function spanOf(interval: Interval | undefined): Span {
  return { start: seconds(interval?.start), end: seconds(interval?.end) };
}

/** For message initialisers: a Timestamp or Duration of whole seconds. */
export function whole(value: number): { seconds: bigint } {
  return { seconds: BigInt(Math.round(value)) };
}

export function moment(instant: number) {
  return { moment: { case: "instant" as const, value: whole(instant) } };
}

/** An AskedInterval from instants. */
export function asked(span: Span) {
  return { start: moment(span.start), finish: { case: "end" as const, value: moment(span.end) } };
}
