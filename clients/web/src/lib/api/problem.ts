// What can come back instead of an answer, as one value. This is the only place that reads a Connect
// error: the pages show a Problem and never look at codes.
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "../../gen/google/rpc/error_details_pb";
import { RefusalSchema, type Refusal } from "../../gen/mutua/v1/refusal_pb";

export type Problem =
  /** The engine said no, with every reason and with what it would accept. */
  | { kind: "refused"; refusal: Refusal }
  /** The token is unknown, expired or revoked. */
  | { kind: "signed-out" }
  /** No answer came: nothing is known, and the same request may be sent again. */
  | { kind: "unreachable" }
  /** Anything else, in the server's words. */
  | { kind: "failed"; reason: string; message: string };

const kNoAnswer = new Set([Code.Unknown, Code.Unavailable, Code.DeadlineExceeded, Code.ResourceExhausted]);

export function problemOf(error: unknown): Problem {
  const connect = ConnectError.from(error);
  const refusal = connect.findDetails(RefusalSchema)[0];
  if (connect.code === Code.Unauthenticated) return { kind: "signed-out" };
  if (refusal && refusal.reasons.length > 0) return { kind: "refused", refusal };
  const reason = connect.findDetails(ErrorInfoSchema)[0]?.reason ?? "";
  if (reason === "STORE_FULL") return { kind: "failed", reason, message: connect.rawMessage };
  // A body that was cut off arrives as an error without details, whatever its code.
  const cutOff = reason === "" && (connect.code === Code.Internal || connect.code === Code.DataLoss);
  if (kNoAnswer.has(connect.code) || cutOff) return { kind: "unreachable" };
  return { kind: "failed", reason, message: connect.rawMessage };
}

/** Whether the same request may be sent again by itself: nothing was decided, or nobody knows. */
export function maySendAgain(error: unknown): boolean {
  const connect = ConnectError.from(error);
  if (connect.code === Code.Canceled) return false;
  const problem = problemOf(error);
  if (problem.kind === "unreachable") return true;
  const first = problem.kind === "refused" ? problem.refusal.reasons[0]?.rule : undefined;
  return first === 61 || first === 62; // QUEUE_FULL, DEADLINE_PASSED: not executed
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };
