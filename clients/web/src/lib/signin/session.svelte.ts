// Who is at this page. The sign-in is a name and a password or the lab's provider, for a session of its own, or a link,
// `/#token=...`. What comes of it is kept in localStorage, for each of the three pages by itself, so that a manager may
// have the member's page open beside the own. A kiosk's is none of them: it gets a key of its own for a code.
import { PasswordKind, type GetCallerResponse } from "../../gen/mutua/v1/directory_pb";
import { makeApi, type Api } from "../api/api";
import { ask, type Order } from "../api/send";
import type { Problem, Result } from "../api/problem";
import { i18n } from "../i18n/i18n.svelte";
import { engineSaid } from "../time/clock";
import { whenIdle } from "../ui/idle";
import { Watch } from "../watch/watch.svelte";

const kTryAgain = 3000; // milliseconds, while the engine cannot be reached

/** "change": signed in with a password that is good for nothing but to be changed. */
export type SignIn = "unknown" | "out" | "in" | "expired" | "change";

export class Session {
  state = $state<SignIn>("unknown");
  caller = $state.raw<GetCallerResponse>();
  /** The one-time password that was just typed; empty: it has to be typed again. */
  oneTime = $state("");
  problem = $state.raw<Problem>();
  /** How a sign-in through the lab's provider ended that did not sign in: "declined", "unknown"... */
  provider = $state("");
  /** Where one through the lab's provider begins. */
  readonly providerPath: string;
  readonly watch: Watch;
  /** Reads must show nothing older: the stream tells what comes behind it. */
  position = 0n;
  /** Called as soon as there is a token, before anybody knows whose: what will be needed can be asked for. */
  onbegin: (api: Api) => void = () => {};
  /** Called when the stream goes on behind a position that was not read yet: everything must be read anew. */
  onbehind: () => void = () => {};
  #api: Api | undefined;
  /** Of the token that is being asked for. */
  #doubted: Api | undefined;
  readonly #key: string;
  readonly #isKiosk: boolean;

  /** `page`: member, kiosk or manager. */
  constructor(page: string) {
    this.#key = `mutua.token.${page}`;
    this.#isKiosk = page === "kiosk";
    this.providerPath = `/sign-in/provider${page === "manager" ? "?page=manager" : ""}`;
    this.watch = new Watch(!this.#isKiosk);
    this.watch.onsignedout = () => this.expire();
  }

  get api(): Api {
    if (!this.#api) throw new Error("signed out");
    return this.#api;
  }

  /** Takes a token from the address, which it leaves clean, or the one that was kept. */
  async begin(): Promise<void> {
    addEventListener("hashchange", () => this.#takeFromAddress() && void this.#enter());
    // Another tab signed in or out.
    addEventListener("storage", (event) => event.key === this.#key && void this.#enter());
    this.#takeFromAddress();
    if (await this.#backFromProvider()) return;
    await this.#enter();
  }

  async signIn(token: string): Promise<void> {
    store(this.#key, tokenIn(token));
    await this.#enter();
  }

  /** For when the page begins anew. */
  keepToken(token: string): void {
    store(this.#key, token);
  }

  /** Answers what stood in the way. */
  async signInWith(member: string, password: string): Promise<Problem | undefined> {
    const answer = await withPasswords(({ signIn }) => signIn(member, password));
    if (!answer.ok) return answer.problem;
    const { secret, member: who } = answer.value;
    this.oneTime = who?.password === PasswordKind.ONE_TIME ? password : "";
    await this.#begun(secret);
    return undefined;
  }

  async changePassword(sending: Order, password: string, chosen: string): Promise<Problem | undefined> {
    const answer = await withPasswords(({ changePassword }) => changePassword(this.api, sending, password, chosen));
    if (!answer.ok) return answer.problem;
    this.oneTime = "";
    // Of a link's token there is no other secret: it goes on.
    if (answer.value.secret !== "") await this.#begun(answer.value.secret);
    else await this.#enter();
    return undefined;
  }

  signOut(): void {
    this.watch.leave();
    const api = this.#api;
    // A session ends; a link is good again, for whoever keeps it.
    if (api && this.#isSession()) void withPasswords(({ signOut }) => signOut(api));
    store(this.#key, "");
    store(`${this.#key}.session`, "");
    this.oneTime = "";
    this.#api = undefined;
    this.caller = undefined;
    this.state = "out";
  }

  /** The token may be no longer good. What stands in forms stays: the page asks for a new link over it. */
  expire(): void {
    if (this.state === "in") void this.#doubt();
  }

  // An answer to the token before comes late where somebody has just signed in anew: the present one is asked for.
  async #doubt(): Promise<void> {
    const api = this.#api;
    if (!api || this.#doubted === api) return;
    this.#doubted = api;
    const caller = await ask(() => api.directory.getCaller({}));
    if (this.#doubted === api) this.#doubted = undefined;
    if (api !== this.#api || this.state !== "in") return;
    if (!caller.ok && caller.problem.kind === "signed-out") this.state = "expired";
  }

  /** To be called with every problem that a page meets; answers whether it was the sign-in. */
  notice(problem: Problem): boolean {
    if (problem.kind !== "signed-out") return false;
    this.expire();
    return true;
  }

  #isSession(): boolean {
    return localStorage.getItem(`${this.#key}.session`) === localStorage.getItem(this.#key);
  }

  #begun(secret: string): Promise<void> {
    store(`${this.#key}.session`, secret);
    store(this.#key, secret);
    return this.#enter();
  }

  #takeFromAddress(): boolean {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    if (!token || this.#isKiosk) return false;
    store(this.#key, tokenIn(token));
    history.replaceState(null, "", location.pathname + location.search);
    return true;
  }

  /** mutuad sends a browser back to `/#provider=...`. Whether somebody came in by it. */
  async #backFromProvider(): Promise<boolean> {
    const how = new URLSearchParams(location.hash.slice(1)).get("provider");
    if (!how || this.#isKiosk) return false;
    history.replaceState(null, "", location.pathname + location.search);
    const secret = how === "done" ? await import("./provider").then(({ takeSession }) => takeSession(), () => "") : "";
    this.provider = how === "done" ? "again" : how;
    if (secret === "") return false;
    this.provider = "";
    await this.#begun(secret);
    return true;
  }

  /** Reads who this is again, and joins the stream behind it. */
  enter(): Promise<void> {
    return this.#enter();
  }

  async #enter(): Promise<void> {
    const token = localStorage.getItem(this.#key) ?? "";
    if (token === "") {
      this.state = "out";
      return;
    }
    const api = makeApi(token, () => i18n.language);
    const asking = ask(() => api.directory.getCaller({}));
    if (!this.caller) this.onbegin(api);
    const caller = await asking;
    if (!caller.ok) {
      this.problem = caller.problem;
      // A kiosk that starts anew says that its key has ended, too.
      if (caller.problem.kind === "signed-out") this.state = this.caller || this.#isKiosk ? "expired" : "out";
      else setTimeout(() => void this.#enter(), kTryAgain);
      return;
    }
    const { now, position } = caller.value;
    if (this.#isSession() && caller.value.member?.password === PasswordKind.ONE_TIME) {
      this.#api = api;
      this.state = "change";
      return;
    }
    if (now) engineSaid(Number(now.seconds) * 1000 + now.nanos / 1e6);
    this.problem = undefined;
    this.#api = api;
    this.position = position;
    this.caller = caller.value;
    this.state = "in";
    // The page first: a worker that starts takes the processor from it. What is shown meanwhile was read behind
    // `position`, from where the stream goes on, or is read again.
    whenIdle(() => void this.#join(token, position));
  }

  async #join(token: string, after: bigint): Promise<void> {
    const oldest = await this.watch.join(token, after);
    if (oldest <= after) return;
    if (oldest > this.position) this.position = oldest;
    this.onbehind();
  }
}

type Passwords = typeof import("./password");

/** What passwords need is loaded by whoever has one. */
async function withPasswords<T>(act: (passwords: Passwords) => Promise<Result<T>>): Promise<Result<T>> {
  const passwords = await import("./password").catch(() => undefined);
  return passwords ? act(passwords) : { ok: false, problem: { kind: "unreachable" } };
}

function store(key: string, token: string): void {
  if (token === "") localStorage.removeItem(key);
  else localStorage.setItem(key, token);
}

// People paste the whole link as often as the token.
function tokenIn(text: string): string {
  return (/token=([^&\s]+)/.exec(text)?.[1] ?? text).trim();
}
