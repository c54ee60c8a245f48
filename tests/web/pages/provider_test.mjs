// Signing in through a provider that nobody here wrote, as people do: a button, their name and password there, and back.
// The provider is of another site than the lab, as in life.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Provider } from "oidc-provider";
import { Browser, accessible, isForgotten } from "./browser.mjs";
import { Lab, freePort } from "./lab.mjs";

const kClient = "mutua-pages";
const kSecret = "a-secret-of-client-and-provider";
let lab, browser, server, issuer, elsewhere;

before(async () => {
  const port = await freePort();
  server = createServer();
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  issuer = `http://localhost:${server.address().port}`;
  // Whatever goes to it is meant to.
  elsewhere = new RegExp(`^asks ${issuer}/`);
  const origin = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: kClient, client_secret: kSecret, redirect_uris: [`${origin}/sign-in/provider/back`] }],
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    claims: { openid: ["sub", "preferred_username"] },
    pkce: { required: () => true },
    cookies: { keys: ["of this test"] },
  });
  // It tells its operator that it speaks plain http, and so on.
  provider.on("server_error", (_, error) => console.error(error));
  server.on("request", provider.callback());
  lab = await Lab.start({
    port,
    flags: (folder) => {
      const secret = join(folder, "client-secret");
      writeFileSync(secret, kSecret, { mode: 0o600 });
      return ["--public-url", origin, "--oidc-issuer", issuer, "--oidc-client-id", kClient, "--oidc-client-secret-file", secret, "--oidc-name", "Maison"];
    },
  });
  const file = join(lab.folder, "roles.yaml");
  writeFileSync(file, "members: [{member: ines, display_name: Inès Roux, company: drone-doux, role: manager}]\n");
  await lab.mutua("manager", "apply", file);
  browser = await Browser.start();
});
after(async () => {
  await browser?.end();
  await lab?.end();
  server?.closeAllConnections();
  server?.close();
});

/** At the provider: who one is, and that the lab may know. */
async function there(page, name) {
  await page.waitForURL(`${issuer}/interaction/**`);
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("whatever it asks for");
  await page.locator("button[type=submit]").click();
  await page.locator("input[name=prompt][value=consent]").waitFor({ state: "attached" });
  await page.locator("button[type=submit]").click();
}

const secretOf = (page, which = "member") => page.evaluate((key) => localStorage.getItem(key), `mutua.token.${which}`);
// The provider's own page asks for what it likes; ours are held to what they always are.
const calm = (page, but = "^$") => Browser.calm(page, new RegExp(`${elsewhere.source}|^404 ${issuer}|^asks https://fonts\\.googleapis\\.com/|^Failed to load resource|${but}`));

test("whoever signs in there is at the board as themselves, and signs out here", async () => {
  const page = await browser.open(lab, "");
  await page.getByLabel(/^Name, /).waitFor();
  const way = page.getByRole("link", { name: "Sign in with Maison" });
  await way.waitFor();
  await accessible(page, "the door with a provider");
  await way.click();
  await there(page, "tom");
  await page.getByRole("grid").waitFor();
  assert.equal(page.url(), `${lab.origin}/`);
  await page.locator(".who summary").click();
  assert.match(await page.locator(".who").innerText(), /Tom Baker/);
  const secret = await secretOf(page);
  assert.match(secret, /^mutua_m_/);
  const cookies = (await page.context().cookies(lab.origin)).filter((one) => one.name.startsWith("mutua"));
  assert.deepEqual(cookies, [], "what the sign-in needed is gone");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in with Maison" }).waitFor();
  await isForgotten(lab, secret);
  calm(page, "^401 ");
});

test("a manager comes back to the manager's page", async () => {
  const page = await browser.open(lab, "", { path: "/manager/" });
  await page.getByRole("link", { name: "Sign in with Maison" }).click();
  await there(page, "ines");
  await page.getByRole("heading", { level: 2, name: "To approve" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/manager/");
  assert.match(await secretOf(page, "manager"), /^mutua_m_/);
  calm(page);
});

test("whom the lab does not know is told so, in their language, and can sign in otherwise", async () => {
  const page = await browser.open(lab, "", { person: await browser.person({ locale: "fr-FR" }) });
  await page.getByRole("link", { name: "Se connecter avec Maison" }).click();
  await there(page, "inconnue");
  await page.getByText("ce lieu n'a pas de membre de ce nom").waitFor();
  await accessible(page, "une inconnue");
  assert.equal(page.url(), `${lab.origin}/`);
  assert.equal(await secretOf(page), null);
  await page.getByLabel(/^Nom, /).waitFor();
  calm(page);
});

test("whoever declines there comes back to the door", async () => {
  const page = await browser.open(lab, "");
  await page.getByRole("link", { name: "Sign in with Maison" }).click();
  await page.waitForURL(`${issuer}/interaction/**`);
  await page.getByRole("link", { name: /Cancel/ }).click();
  await page.getByText("You did not sign in with Maison.").waitFor();
  await accessible(page, "declined");
  calm(page);
});

test("a sign-in that ended goes on beside the page, which stays as it is", async () => {
  const page = await browser.open(lab, "tom");
  await page.getByRole("grid").waitFor();
  const listed = JSON.parse(await lab.mutua("manager", "token", "list", "-o", "json"));
  const own = listed.tokens.find((one) => one.member === "tom" && !one.session && !one.revoked);
  await lab.mutua("manager", "token", "revoke", own.token);
  await page.getByText("Your sign-in has ended.").waitFor();
  await page.evaluate(() => (globalThis.stays = true));
  const [beside] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: "Sign in with Maison" }).click()]);
  await there(beside, "tom");
  await beside.getByRole("grid").waitFor();
  await page.getByText("Your sign-in has ended.").waitFor({ state: "detached" });
  await page.getByRole("grid").waitFor();
  assert.equal(await page.evaluate(() => globalThis.stays), true);
  calm(page, "^401 ");
});
