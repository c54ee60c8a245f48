// What a page sees of the stream: commits as they come, whether the line is up, how old the data is.
import { Hub } from "./hub";
import type { Connection, FromHub, ToHub } from "./messages";
import type { Event, WatchResponse } from "../../gen/mutua/v1/watch_pb";
import { engineSaid } from "../time/clock";

export type Follower = (events: Event[], position: bigint) => void;

export class Watch {
  connection = $state<Connection>("connecting");
  /** When something was last heard, by this browser's clock; 0: never. */
  heardAt = $state(0);
  /** Called when everything must be read anew, and when the sign-in is over. */
  onreset: () => void = () => {};
  onsignedout: () => void = () => {};
  #joined: (position: bigint) => void = () => {};
  #followers = new Set<Follower>();
  #port: MessagePort | undefined;
  readonly #shared: boolean;
  /** The last thing that was said to the holder of the stream. */
  #wish: ToHub = { type: "leave" };

  /** `shared`: with the other tabs. A page that must start without a network keeps a stream of its own. */
  constructor(shared: boolean) {
    this.#shared = shared && typeof SharedWorker !== "undefined";
    addEventListener("pagehide", () => this.leave());
    // Brought back by the browser's back button: what happened meanwhile was not heard.
    addEventListener("pageshow", (event) => event.persisted && this.onreset());
  }

  /** Joins behind a position that was read; answers with the oldest position that may be shown. */
  join(token: string, after: bigint): Promise<bigint> {
    return new Promise((resolve) => {
      this.#joined = resolve;
      this.#say({ type: "join", token, after });
    });
  }

  leave(): void {
    this.#say({ type: "leave" });
  }

  /** Calls back with every commit that holds events; answers how to stop. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  #say(wish: ToHub): void {
    this.#wish = wish;
    if (!this.#port && wish.type === "leave") return;
    this.#port ??= this.#shared ? this.#workerPort() : ownPort();
    this.#port.onmessage = (event: MessageEvent<FromHub>) => this.#hear(event.data);
    this.#port.postMessage(wish);
  }

  // A browser whose SharedWorkers take no modules, or one that could not be loaded: a stream of one's own.
  #workerPort(): MessagePort {
    const worker = new SharedWorker(new URL("./shared_worker.ts", import.meta.url), {
      type: "module",
      name: "mutua-watch",
    });
    worker.onerror = () => {
      this.#port = ownPort();
      this.#say(this.#wish);
    };
    worker.port.start();
    return worker.port;
  }

  #hear(message: FromHub): void {
    if (message.type === "joined") this.#joined(message.position);
    else if (message.type === "connection") this.connection = message.connection;
    else if (message.type === "commit") this.#commit(message.commit);
    else if (message.type === "reset") this.onreset();
    else if (message.type === "signed-out") this.onsignedout();
  }

  #commit(commit: WatchResponse): void {
    this.heardAt = Date.now();
    if (commit.events.length === 0) {
      // A heartbeat is of this moment; a commit may be one that was missed.
      if (commit.at) engineSaid(Number(commit.at.seconds) * 1000 + commit.at.nanos / 1e6);
      return;
    }
    for (const follower of this.#followers) follower(commit.events, commit.position);
  }
}

function ownPort(): MessagePort {
  const channel = new MessageChannel();
  new Hub().serve(channel.port2);
  channel.port1.start();
  return channel.port1;
}
