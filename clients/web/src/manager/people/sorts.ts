// Companies, members and kinds of certification, as forms. `office.api` is asked for at each call: a sign-in
// may end and be renewed while a form is open.
import { CompanyKind, Role } from "../../gen/mutua/v1/directory_pb";
import { dictionaries } from "../../lib/i18n/i18n.svelte";
import { words } from "../../lib/i18n/manager/words.svelte";
import { peopleWords } from "../../lib/i18n/people/words.svelte";
import { quietOf, type Quiet } from "../../lib/time/quiet";
import type { Office } from "../office.svelte";
import type { Read, Sort, Values } from "../things/sort";

const name = () => ({ key: "display_name", label: words.m.things.name, type: "text" as const, most: 100, required: true });
const handle = () => ({
  key: "handle",
  label: words.m.things.handle,
  hint: words.m.things.handleHint,
  type: "handle" as const,
  onlyNew: true,
});

export function companySort(office: Office, company?: string): Sort {
  const is = () => office.companies.find((one) => one.company === company);
  const of = (values: Values) => ({ displayName: values["display_name"] ?? "", kind: Number(values["kind"]) });
  return {
    isNew: company === undefined,
    title: company === undefined ? words.m.people.newCompany : is()?.displayName || company,
    fields: () => [
      name(),
      handle(),
      {
        key: "kind",
        label: words.m.people.kind,
        type: "choice",
        options: [CompanyKind.EMPLOYER, CompanyKind.INDEPENDENT].map((kind) => ({
          value: String(kind),
          label: words.m.people.kinds[kind] ?? "",
        })),
      },
    ],
    read: (): Read | undefined => {
      const one = is();
      if (company === undefined) return { values: { display_name: "", handle: "", kind: "1" }, etag: "" };
      return one && { values: { display_name: one.displayName, kind: String(one.kind) }, etag: one.etag };
    },
    again: () => office.readCompanies(),
    save: (requestId, values, changed, etag) =>
      company === undefined
        ? office.api.directory.createCompany({ requestId, company: { ...of(values), company: values["handle"] ?? "" } })
        : office.api.directory.updateCompany({
            requestId,
            company: { ...of(values), company, etag },
            updateMask: { paths: changed },
          }),
    remove: (requestId, etag) => office.api.directory.deleteCompany({ requestId, company: company ?? "", etag }),
  };
}

// "22:00-07:00", as quiet hours stand in the form; undefined: there are none. `null`: these are no quiet hours.
function quietIn(text: string): Quiet | null | undefined {
  if (text.trim() === "") return undefined;
  const [from = "", until = "", more] = text.split(/[-–]/);
  return (more === undefined && quietOf(from, until)) || null;
}

export function memberSort(office: Office, member?: string, company = ""): Sort {
  const is = () => office.lab.members.find((one) => one.member === member);
  const of = (values: Values) => ({
    displayName: values["display_name"] ?? "",
    language: values["language"] ?? "",
    role: Number(values["role"]),
    quietHours: quietIn(values["quiet_hours"] ?? "") ?? undefined,
  });
  return {
    isNew: member === undefined,
    title: member === undefined ? words.m.people.newMember : is()?.displayName || member,
    fields: () => [
      name(),
      handle(),
      {
        key: "company",
        label: words.m.people.company,
        type: "choice",
        onlyNew: true,
        options: office.companies.map((one) => ({ value: one.company, label: one.displayName || one.company })),
      },
      {
        key: "language",
        label: words.m.people.language,
        type: "choice",
        options: Object.entries(dictionaries).map(([value, { general }]) => ({ value, label: general.self })),
      },
      {
        key: "role",
        label: peopleWords.p.role,
        type: "choice",
        options: ([Role.MEMBER, Role.COMPANY_MANAGER, Role.MANAGER] as const).map((role) => ({
          value: String(role),
          label: peopleWords.p.roles[role],
        })),
      },
      { key: "quiet_hours", label: peopleWords.p.quiet, hint: peopleWords.p.quietHint, type: "text", most: 20 },
    ],
    read: (): Read | undefined => {
      const one = is();
      if (member === undefined) {
        return { values: { display_name: "", handle: "", company, language: "en", role: "1", quiet_hours: "" }, etag: "" };
      }
      if (!one) return undefined;
      const role = String(one.role || Role.MEMBER); // unset means member
      const quiet_hours = one.quietHours ? `${one.quietHours.from}-${one.quietHours.until}` : "";
      return { values: { display_name: one.displayName, language: one.language || "en", role, quiet_hours }, etag: one.etag };
    },
    wrong: (values): Values =>
      quietIn(values["quiet_hours"] ?? "") === null ? { quiet_hours: peopleWords.p.wrongQuiet } : {},
    again: async () => void (await office.lab.readMembers()),
    save: (requestId, values, changed, etag) =>
      member === undefined
        ? office.api.directory.createMember({
            requestId,
            member: { ...of(values), member: values["handle"] ?? "", company: values["company"] ?? "" },
          })
        : office.api.directory.updateMember({ requestId, member: { ...of(values), member, etag }, updateMask: { paths: changed } }),
    remove: (requestId, etag) => office.api.directory.deleteMember({ requestId, member: member ?? "", etag }),
  };
}

export function certificationSort(office: Office, certification?: string): Sort {
  const is = () => office.lab.catalogue.certifications.get(certification ?? "");
  const of = (values: Values) => ({ displayName: values["display_name"] ?? "", ask: values["ask"] ?? "" });
  return {
    isNew: certification === undefined,
    title: certification === undefined ? words.m.people.newCertification : is()?.displayName || certification,
    fields: () => [
      name(),
      handle(),
      { key: "ask", label: words.m.people.ask, hint: words.m.people.askHint, type: "text" as const, most: 200 },
    ],
    read: (): Read | undefined => {
      const one = is();
      if (certification === undefined) return { values: { display_name: "", handle: "", ask: "" }, etag: "" };
      return one && { values: { display_name: one.displayName, ask: one.ask }, etag: one.etag };
    },
    save: (requestId, values, changed, etag) =>
      certification === undefined
        ? office.api.catalogue.createCertification({
            requestId,
            certification: { ...of(values), certification: values["handle"] ?? "" },
          })
        : office.api.catalogue.updateCertification({
            requestId,
            certification: { ...of(values), certification, etag },
            updateMask: { paths: changed },
          }),
    remove: (requestId, etag) =>
      office.api.catalogue.deleteCertification({ requestId, certification: certification ?? "", etag }),
  };
}
