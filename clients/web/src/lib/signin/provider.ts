// Signing in through the lab's provider, as mutuad leads a browser there and back. Loaded by whoever is not signed in, or
// comes back.
import { here } from "./here";

/** What the lab's provider is called; empty: it has none, or nobody can say right now. */
export async function providerName(): Promise<string> {
  const answer = await fetch("/sign-in/provider/name").catch(() => undefined);
  const said: unknown = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  const name = (said as { name?: unknown } | undefined)?.name;
  return typeof name === "string" ? name : "";
}

/** The secret of the session that a sign-in there was good for, once; empty: of none. */
export async function takeSession(): Promise<string> {
  const body = JSON.stringify({ name: here() });
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/sign-in/provider/session", { method: "POST", headers, body }).catch(() => undefined);
  const said: unknown = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  const secret = (said as { secret?: unknown } | undefined)?.secret;
  return typeof secret === "string" ? secret : "";
}
