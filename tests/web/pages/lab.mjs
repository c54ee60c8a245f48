// A lab to tell stories in: the demo lab, with a yard that never closes where a story is about this very
// moment, in a mutuad of its own on free ports. Everything lies in one temporary folder and ends with the test.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

function labFile(yard) {
  const demo = readFileSync(join(process.env.MUTUA_ROOT, "clients/demo/lab.yaml"), "utf8");
  if (!yard) return demo;
  const add = (text, under, lines) => {
    if (!text.includes(`\n${under}:\n`)) throw new Error(`the demo lab has no ${under}`);
    return text.replace(`\n${under}:\n`, `\n${under}:\n${lines}`);
  };
  let lab = add(demo, "pools", "  - {pool: benches, display_name: Bancs de la cour, stand_in: true, rules: {granularity: 1min, horizon: 60d}}\n");
  lab = add(lab, "resources", "  - {resource: bench, display_name: Banc de la cour, kind: desk, pool: benches, site: yard}\n");
  // The first site is the one that the board's clocks are of.
  return lab.replace("\ncertifications:\n", "\n  - {site: yard, display_name: La cour, zone: Europe/Paris}\n\ncertifications:\n");
}

/** The demo lab as it is written. */
export const demoLab = () => labFile(false);

export class Lab {
  /** `clock`: the engine's stands still there, by the lab's zone or as an instant ("...Z"), until it is moved. `file`: another lab. `port`: of HTTP.
   * `flags`: more of them, for the folder. */
  static async start({ yard = false, clock = "", file = labFile(yard), members = ["lea", "noe", "ines", "tom"], port, flags = () => [] } = {}) {
    const lab = new Lab();
    lab.folder = mkdtempSync(join(tmpdir(), "pages-"));
    lab.stands = clock !== "";
    lab.httpPort = port;
    lab.flags = flags(lab.folder);
    await lab.serve();
    writeFileSync(join(lab.folder, "lab.yaml"), file);
    lab.tokens = { manager: await lab.firstToken };
    if (clock) await lab.mutua("manager", "clock", "--to", "2026-11-20 00:00"); // no zone yet
    await lab.mutua("manager", "apply", join(lab.folder, "lab.yaml"));
    if (clock.endsWith("Z")) await lab.call("manager", "AdminService/AdvanceClock", { to: clock });
    else if (clock) await lab.mutua("manager", "clock", "--to", clock);
    for (const member of members) {
      lab.tokens[member] = (await lab.mutua("manager", "token", "create", "--role", "member", "--member", member)).trim();
    }
    return lab;
  }

  /** Starts mutuad, the first time or again with the same data and HTTP port. */
  async serve() {
    const http = this.httpPort ?? 0;
    const flags = ["--data", join(this.folder, "store"), "--listen", "127.0.0.1:0", "--http", `127.0.0.1:${http}`];
    if (this.stands) flags.push("--replay-clock");
    flags.push(...this.flags);
    // While pages are being written: from the folder, not those that the daemon holds.
    if (process.env.MUTUA_WEB_DIR) flags.push("--web-dir", process.env.MUTUA_WEB_DIR);
    this.daemon = spawn(process.env.MUTUAD, flags, { stdio: ["ignore", "pipe", "pipe"] });
    // However this process ends, the daemon does not outlive it.
    process.once("exit", () => this.daemon.kill("SIGKILL"));
    this.log = "";
    let out = "";
    this.firstToken ??= new Promise((resolve) =>
      this.daemon.stdout.on("data", (data) => {
        out += data;
        const found = /manager token: (\S+)/.exec(out);
        if (found) resolve(found[1]);
      }),
    );
    await new Promise((resolve, reject) => {
      this.daemon.on("exit", (code) => reject(new Error(`mutuad ended with ${code}:\n${this.log}`)));
      this.daemon.stderr.on("data", (data) => {
        this.log += data;
        const found = /event=serving grpc_port=(\d+) http_port=(\d+)/.exec(this.log);
        if (!found) return;
        this.grpcPort = Number(found[1]);
        this.httpPort = Number(found[2]);
        resolve();
      });
    });
    this.origin = `http://127.0.0.1:${this.httpPort}`;
  }

  /** A call of the API as somebody: what no words of the command line say. One that fails throws. */
  async call(who, method, message) {
    const headers = { "content-type": "application/json", authorization: `Bearer ${this.tokens[who]}` };
    const answer = await fetch(`${this.origin}/mutua.v1.${method}`, { method: "POST", headers, body: JSON.stringify(message) });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(body)}`);
    return body;
  }

  /** The command line as somebody; answers what it printed. A command that fails throws. */
  async mutua(who, ...words) {
    const env = { ...process.env, MUTUA_ADDRESS: `127.0.0.1:${this.grpcPort}`, MUTUA_TOKEN: this.tokens[who], HOME: this.folder, LANG: "C.UTF-8" };
    const { stdout } = await run(process.env.MUTUA, words, { env });
    return stdout;
  }

  async stop() {
    if (this.daemon.exitCode === null) {
      const gone = new Promise((resolve) => this.daemon.once("exit", resolve));
      this.daemon.kill("SIGTERM");
      await gone;
    }
  }

  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A port that is free, where it has to be known before anybody listens. Below those that a system gives to whoever asks
 * for any, a connection's own end among them: nobody else comes upon it meanwhile. */
export async function freePort() {
  for (;;) {
    const port = 16_000 + Math.floor(Math.random() * 16_000);
    const server = createServer();
    const free = await new Promise((resolve) => server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true)));
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** A day on which the demo lab is open from 8 to 22, at least three days ahead: "2026-11-26". */
export function openDay(weeks = 0) {
  const day = new Date(Date.now() + (3 + 7 * weeks) * 86_400_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** A UUID of version 7. */
export function requestId() {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}
