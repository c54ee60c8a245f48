// Holds one stream for each token and hands every commit to the pages that joined. It runs in the
// SharedWorker, or inside the page where there is none: it knows ports only.
import { Stream } from "./stream";
import type { Connection, FromHub, ToHub } from "./messages";

interface Line {
  stream: Stream;
  ports: Set<MessagePort>;
  position: bigint;
  connection: Connection;
}

export class Hub {
  #lines = new Map<string, Line>();

  serve(port: MessagePort): void {
    let joined = "";
    port.onmessage = (event: MessageEvent<ToHub>) => {
      this.#leave(joined, port);
      joined = event.data.type === "join" ? event.data.token : "";
      if (event.data.type === "join") this.#join(event.data.token, event.data.after, port);
    };
    port.start();
  }

  #join(token: string, after: bigint, port: MessagePort): void {
    const line = this.#lines.get(token) ?? this.#open(token, after);
    line.ports.add(port);
    say(port, { type: "joined", position: line.position });
    say(port, { type: "connection", connection: line.connection });
  }

  #open(token: string, after: bigint): Line {
    const ports = new Set<MessagePort>();
    const tell = (message: FromHub) => ports.forEach((port) => say(port, message));
    const stream = new Stream(token, after, {
      commit: (commit) => {
        line.position = commit.position;
        tell({ type: "commit", commit });
      },
      connection: (connection) => {
        if (connection === line.connection) return;
        line.connection = connection;
        tell({ type: "connection", connection });
      },
      over: (why) => {
        this.#lines.delete(token);
        tell({ type: why });
      },
    });
    const line: Line = { stream, ports, position: after, connection: "connecting" };
    this.#lines.set(token, line);
    return line;
  }

  #leave(token: string, port: MessagePort): void {
    const line = this.#lines.get(token);
    if (!line?.ports.delete(port) || line.ports.size > 0) return;
    line.stream.stop();
    this.#lines.delete(token);
  }
}

function say(port: MessagePort, message: FromHub): void {
  port.postMessage(message);
}
