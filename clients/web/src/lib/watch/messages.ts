// What pages and the holder of the stream say to each other over a MessagePort.
import type { WatchResponse } from "../../gen/mutua/v1/watch_pb";

/** connecting: not heard yet. live: heard within the last heartbeats. lost: trying again. */
export type Connection = "connecting" | "live" | "lost";

export type ToHub =
  /** Follow what this token may see, behind `after`, where a read was made. */
  | { type: "join"; token: string; after: bigint }
  | { type: "leave" };

export type FromHub =
  /** Every commit behind `position` will follow; what is read must not be older. */
  | { type: "joined"; position: bigint }
  | { type: "commit"; commit: WatchResponse }
  | { type: "connection"; connection: Connection }
  /** The history is another or too old: read everything anew and join again. */
  | { type: "reset" }
  | { type: "signed-out" };
