// One watch kept open for as long as somebody wants it: resumed where it broke off, given up for lost
// when it falls silent. Knows no pages.
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { makeTransport } from "../api/api";
import { WatchRequestSchema, WatchService, type WatchResponse } from "../../gen/mutua/v1/watch_pb";
import type { Connection } from "./messages";

const kHeartbeatSeconds = 5;
const kSilence = 12_000; // milliseconds without a heartbeat until the line counts as lost
const kPauses = [200, 500, 1000, 2000, 5000];

export interface StreamListener {
  commit(commit: WatchResponse): void;
  connection(connection: Connection): void;
  /** The stream cannot go on: `reset`, its place in the history is gone; `signed-out`. */
  over(why: "reset" | "signed-out"): void;
}

export class Stream {
  #stop = new AbortController();
  #wake: (() => void) | undefined;

  constructor(token: string, after: bigint, listener: StreamListener) {
    const online = () => this.#wake?.();
    globalThis.addEventListener?.("online", online);
    void this.#run(token, after, listener).finally(() =>
      globalThis.removeEventListener?.("online", online),
    );
  }

  stop(): void {
    this.#stop.abort();
    this.#wake?.();
  }

  async #run(token: string, after: bigint, listener: StreamListener): Promise<void> {
    const client = createClient(WatchService, makeTransport(token, () => "en"));
    let resumeToken = "";
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      const line = new AbortController();
      this.#stop.signal.addEventListener("abort", () => line.abort(), { once: true });
      let silence = setTimeout(() => line.abort(), kSilence);
      try {
        const request = create(WatchRequestSchema, {
          from: resumeToken
            ? { case: "resumeToken", value: resumeToken }
            : { case: "afterPosition", value: after },
          heartbeat: { seconds: BigInt(kHeartbeatSeconds) },
        });
        // A stream has no deadline of its own: 0 sets none.
        const heard = () => {
          clearTimeout(silence);
          silence = setTimeout(() => line.abort(), kSilence);
          failures = 0;
          listener.connection("live");
        };
        const options = { signal: line.signal, timeoutMs: 0, onHeader: heard };
        for await (const commit of client.watch(request, options)) {
          heard();
          resumeToken = commit.resumeToken;
          listener.commit(commit);
        }
      } catch (error) {
        if (this.#stop.signal.aborted) break;
        const code = ConnectError.from(error).code;
        if (code === Code.Unauthenticated) return listener.over("signed-out");
        if (code === Code.OutOfRange || code === Code.FailedPrecondition) return listener.over("reset");
      } finally {
        clearTimeout(silence);
        line.abort();
      }
      if (this.#stop.signal.aborted) break;
      listener.connection("lost");
      await this.#pause(kPauses[Math.min(failures++, kPauses.length - 1)] ?? 5000);
    }
  }

  // Half of it is drawn, so that a room full of browsers does not come back in one moment.
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds / 2 + (Math.random() * milliseconds) / 2);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
