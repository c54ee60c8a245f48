// What every part of the manager's page works with: the lab, the services that only managers call, the
// companies, and what was just done. An order is sent once with its own request_id, and who is told of
// its outcome is the reader: by `said` when it was done, by the answer when it was not.
import { createClient } from "@connectrpc/connect";
import { AdminService } from "../gen/mutua/v1/admin_pb";
import type { Company } from "../gen/mutua/v1/directory_pb";
import { LabService } from "../gen/mutua/v1/lab_pb";
import type { Quota } from "../gen/mutua/v1/quotas_pb";
import { EventKind } from "../gen/mutua/v1/watch_pb";
import { readAll } from "../lib/api/pages";
import type { Result } from "../lib/api/problem";
import { Order } from "../lib/api/send";
import { Lab } from "../lib/lab/lab.svelte";
import { Session } from "../lib/signin/session.svelte";

export class Office {
  readonly session = new Session("manager");
  readonly lab = new Lab(this.session, { runs: true });
  said = $state("");
  companies = $state.raw<Company[]>([]);
  /** The stream tells nothing of them: read when their part opens, and after each change. The same ones if none changed. */
  quotas = $state.raw<Quota[]>([]);
  ready = $state(false);

  constructor() {
    this.session.onbehind = () => void this.load();
    this.session.watch.follow((events) => {
      if (events.some((event) => event.kind === EventKind.COMPANY)) void this.readCompanies();
    });
  }

  get api() {
    return this.session.api;
  }

  admin() {
    return createClient(AdminService, this.api.transport);
  }

  file() {
    return createClient(LabService, this.api.transport);
  }

  async load(): Promise<void> {
    await Promise.all([this.lab.load(), this.readCompanies()]);
    this.ready = this.lab.ready;
  }

  async readCompanies(): Promise<void> {
    const answer = await readAll(
      (pageToken) =>
        this.api.directory.listCompanies({ pageToken, pageSize: 1000, minPosition: this.session.position }),
      (page) => page.companies,
    );
    if (answer.ok) this.companies = answer.value.items;
    else this.session.notice(answer.problem);
  }

  async readQuotas(): Promise<void> {
    const answer = await readAll(
      (pageToken) => this.api.quotas.listQuotas({ pageToken, pageSize: 1000, minPosition: this.session.position }),
      (page) => page.quotas,
    );
    if (!answer.ok) return void this.session.notice(answer.problem);
    const etags = (quotas: Quota[]) => quotas.map(({ quota, etag }) => `${quota} ${etag}`).join();
    if (etags(answer.value.items) !== etags(this.quotas)) this.quotas = answer.value.items;
  }

  companyName(handle: string): string {
    return this.companies.find((one) => one.company === handle)?.displayName || handle;
  }

  /** "Léa Martin · Cabane mobilier" */
  whose(member: string, company: string): string {
    return [this.lab.memberName(member), this.companyName(company)].filter(Boolean).join(" · ");
  }

  /** Sends an order; `by` is that of a form, which keeps its request_id over a lost reply. */
  async do<T extends { position: bigint }>(
    once: (requestId: string) => Promise<T>,
    by: { order?: Order; body?: unknown } = {},
  ): Promise<Result<T>> {
    const answer = await (by.order ?? new Order()).send(by.body ?? "", once);
    if (answer.ok) this.lab.changed(answer.value.position);
    else this.session.notice(answer.problem);
    return answer;
  }
}
