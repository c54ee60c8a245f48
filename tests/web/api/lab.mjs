// The demo lab, or another, in a mutuad of a test's own, on free ports, in a temporary folder.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Lab {
  // `clock`: stands still there ("2027-03-20T08:00:00", UTC); without it the daemon's is the system's.
  static async start({ lab: file = "clients/demo/lab.yaml", clock = "" } = {}) {
    const lab = new Lab();
    const folder = mkdtempSync(join(tmpdir(), "api-"));
    const flags = ["--data", join(folder, "store"), "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"];
    if (clock) flags.push("--replay-clock");
    lab.daemon = spawn(process.env.MUTUAD, flags, { stdio: ["ignore", "pipe", "pipe"] });
    // However this process ends, the daemon does not outlive it.
    process.once("exit", () => lab.daemon.kill("SIGKILL"));
    const said = (stream, pattern) =>
      new Promise((resolve, reject) => {
        let text = "";
        lab.daemon.once("exit", () => reject(new Error(`mutuad ended: ${text}`)));
        stream.on("data", (data) => {
          text += data;
          const found = pattern.exec(text);
          if (found) resolve(found);
        });
      });
    const token = said(lab.daemon.stdout, /manager token: (\S+)/);
    const ports = await said(lab.daemon.stderr, /event=serving grpc_port=(\d+) http_port=(\d+)/);
    lab.grpc = `127.0.0.1:${ports[1]}`;
    lab.url = `http://127.0.0.1:${ports[2]}`;
    lab.manager = (await token)[1];
    if (clock) lab.mutua("clock", "--to", clock);
    lab.mutua("apply", join(process.env.MUTUA_ROOT, file));
    lab.lea = lab.mutua("token", "create", "--role", "member", "--member", "lea").trim();
    return lab;
  }

  mutua(...words) {
    const env = { ...process.env, MUTUA_ADDRESS: this.grpc, MUTUA_TOKEN: this.manager };
    return execFileSync(process.env.MUTUA, words, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  async watches() {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Number(/^mutua_watches (\d+)/m.exec(text)[1]);
  }

  async stop() {
    const ended = new Promise((resolve) => this.daemon.once("exit", resolve));
    this.daemon.kill("SIGTERM");
    return ended;
  }
}

/** A UUID of version 7, made at that time. */
export function requestId(at = Date.now()) {
  const time = at.toString(16).padStart(12, "0");
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

/** What books a room, so many days from now: as proto3 JSON. */
export function booking(days, resource = "room-garden") {
  const start = new Date(Math.floor(Date.now() / 86400000 + days) * 86400000 + 12 * 3600000);
  return {
    requestId: requestId(),
    spec: { wants: [{ resource }], time: { start: { instant: start.toISOString() }, length: "3600s" }, title: "déjà vu 100 %" },
  };
}
