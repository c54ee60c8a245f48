// Signing in with a name and a password, out again, and another password. A session's secret is kept as a link's token
// is. Loaded when somebody needs it.
import { createClient } from "@connectrpc/connect";
import { SignInService } from "../../gen/mutua/v1/sign_in_pb";
import { makeTransport, type Api } from "../api/api";
import { ask, order, type Order } from "../api/send";
import { i18n } from "../i18n/i18n.svelte";
import { here } from "./here";

export function signIn(member: string, password: string) {
  const service = createClient(SignInService, makeTransport("", () => i18n.language));
  return ask(() => service.signIn({ member, password, name: here() }));
}

export function signOut(api: Api) {
  return order((requestId) => createClient(SignInService, api.transport).signOut({ requestId }));
}

/** Every session of the same person ends; this one goes on under the secret that is answered. */
export function changePassword(api: Api, sending: Order, password: string, newPassword: string) {
  const service = createClient(SignInService, api.transport);
  return sending.send([password, newPassword], (requestId) => service.changePassword({ requestId, password, newPassword }));
}
