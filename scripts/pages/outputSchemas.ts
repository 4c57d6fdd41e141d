// What the items of each node hold, as n8n wants it beside the node: its editor then offers the fields before the first run.
import { FIELDS, type Field } from '../../core/person';

/** JSON Schema, as far as n8n's editor reads it. `nullable` is for the tests: the editor shows the parts of an object only where it is of that one type. */
export interface Shape {
  type: string | string[];
  nullable?: true;
  properties?: Record<string, Shape>;
  items?: Shape;
  additionalProperties?: false;
}

/** Each node's schemas by the name of the file that n8n looks for; `v1.0.0` is the node's version, a folder of it holds the operations. */
export const outputSchemas = (): Record<string, Shape> => ({
  ...Object.fromEntries(['all', 'changedSince', 'email', 'employmentId', 'one'].map((operation) => [`XledgerFindEmployees/__schema__/v1.0.0/${operation}`, employee])),
  'XledgerUpsertEmployee/__schema__/v1.0.0': upserted,
  'XledgerCompareWithHuma/__schema__/v1.0.0': withSummary(planRow, planSummary),
  'XledgerApplySyncPlan/__schema__/v1.0.0': withSummary(appliedRow, applySummary),
  'HumaFindUsers/__schema__/v1.0.0': user,
  'HumaTrigger/__schema__/v1.0.0': event,
});

/** The files, as they are to be written. */
export const schemaFiles = (): Array<{ file: string; render(): string }> => Object.entries(outputSchemas()).map(([name, schema]) => ({ file: `nodes/${name}.json`, render: () => `${JSON.stringify(schema, null, 2)}\n` }));

const text: Shape = { type: 'string' };
const textOrNull: Shape = { type: ['string', 'null'] };
const number: Shape = { type: 'number' };
const numberOrNull: Shape = { type: ['number', 'null'] };
const yesNo: Shape = { type: 'boolean' };
/** Whatever the field holds: a text, or the parts of an address or an account. */
const value: Shape = { type: ['string', 'object', 'null'] };
const list = (items: Shape): Shape => ({ type: 'array', items });
const object = (properties: Record<string, Shape>): Shape => ({ type: 'object', properties, additionalProperties: false });
const orNull = (shape: Shape): Shape => ({ ...shape, nullable: true });
const each = (keys: readonly string[], shape: Shape): Shape => object(Object.fromEntries(keys.map((key) => [key, shape])));

/** n8n knows one schema a node, whatever the output: the rows come first, and what only the summary has follows. */
function withSummary(row: Shape, summary: Shape): Shape {
  const both = { ...summary.properties, ...row.properties };
  return object(Object.fromEntries([...Object.keys(row.properties ?? {}), ...Object.keys(summary.properties ?? {})].map((key) => [key, inBoth(row.properties?.[key], summary.properties?.[key]) ?? both[key] ?? text])));
}

/** A key that rows and summary both have, and hold otherwise. */
function inBoth(one: Shape | undefined, other: Shape | undefined): Shape | undefined {
  if (!one || !other || JSON.stringify(one) === JSON.stringify(other)) return undefined;
  return { type: [...new Set([one.type, other.type].flat())] };
}

const keys = (FIELDS as readonly Field[]).map(({ key }) => key as string);
const address = orNull(each(['street', 'zipCode', 'place', 'country'], textOrNull));
const PARTS: Readonly<Record<string, Shape>> = { address, bankAccount: value, nationalId: value };
const person = object(Object.fromEntries(keys.map((key) => [key, PARTS[key] ?? textOrNull])));
const fingerprints = each([...keys, 'whole'], text);
const problem = object({ field: text, label: text, code: text, says: text });
const link = each(['connection', 'humaId', 'state', 'employeeDbId', 'contactDbId', 'subledgerDbId', 'baseline', 'changedAt'], text);

const employee = object({ employeeDbId: text, contactDbId: textOrNull, subledgerDbId: textOrNull, ownerDbId: textOrNull, modifiedAt: textOrNull, status: text, person, problems: list(text) });

const user = object({
  humaId: text, type: text, active: yesNo, person, jobTitles: list(text), groups: list(text),
  unreadable: list(text), severalPositions: yesNo, emailPending: yesNo, otherXledgerLink: yesNo, notVisible: yesNo, problems: list(text),
});

const event = object({ humaId: text, topic: text, event: text, receivedAt: text });

const change = { field: text, label: text, before: textOrNull, after: textOrNull };

/** What was learnt of the forms that an Xledger takes. */
const tenantForms = each(['country', 'supplierAddress', 'gender', 'nodeDbId', 'lookupDbId', 'inputs', 'update', 'create', 'subledgers', 'emailFilter', 'codeFilter', 'together', 'seenAt'], text);

const upserted = object({
  humaId: textOrNull, outcome: text, did: text, reason: text, code: text, retry: yesNo, resumeAt: number, employeeDbId: textOrNull, employmentId: textOrNull, name: textOrNull,
  changes: list(object(change)), problems: list(problem), link, dryRun: yesNo, forms: tenantForms,
});

const plan = object({
  planId: text, connection: text, madeAt: text, expiresAt: text, endpoint: text, ownerDbId: textOrNull, people: each(['huma', 'xledger', 'linked', 'linkedRead'], number), rows: number, undoes: text,
});

const planRow = object({
  row: number, situation: text, action: text, proposal: text, why: text, name: textOrNull, employmentId: textOrNull, humaId: textOrNull, employeeDbId: textOrNull, contactDbId: textOrNull, subledgerDbId: textOrNull,
  differences: list(object({
    target: text, fields: list(text), label: text, state: text, huma: value, xledger: value, forHuma: value, shown: each(['huma', 'xledger'], textOrNull), moved: text, wins: text, why: text, offers: list(text), decision: textOrNull,
  })),
  values: list(object({ field: text, label: text, value, shown: text })),
  attention: list(object({ code: text, says: text, field: text })),
  evidence: object({ by: textOrNull, agrees: list(text), disagrees: list(text), candidates: list(each(['employeeDbId', 'employmentId', 'name', 'email'], textOrNull)) }),
  decision: textOrNull, notCompared: list(text), remembers: object({ baseline: fingerprints, differing: fingerprints }), plan, formatVersion: text, signature: text,
});

const verdict = object({ within: yesNo, counts: list(object({ limit: text, label: text, counted: number, of: number, allowed: numberOrNull, over: yesNo })), says: text });
const requests = each(['reads', 'writes'], number);

const planSummary = object({
  planId: text, says: text, anythingToDo: yesNo, report: text,
  situations: each(['inSync', 'different', 'onlyInHuma', 'onlyInXledger', 'possibleMatch', 'ambiguous', 'invalid', 'locked'], number),
  actions: each(['none', 'link', 'update', 'createInXledger', 'createInHuma', 'waiting'], number),
  fields: list(object({ field: text, label: text, people: number, toXledger: number, toHuma: number, left: number })),
  failing: list(object({ code: text, label: text, says: text, field: text, people: number, rows: list(object({ row: number, name: textOrNull, employmentId: textOrNull })) })),
  notCompared: list(object({ field: text, label: text, people: number })),
  guard: verdict, requests: object({ xledger: requests, huma: requests, total: number }), plan,
});

const appliedRow = object({
  row: numberOrNull, planId: textOrNull, humaId: textOrNull, employeeDbId: textOrNull, name: textOrNull, employmentId: textOrNull, situation: textOrNull,
  outcome: text, did: text, reason: text, code: text, retry: yesNo, resumeAt: number,
  changes: list(object({ in: text, ...change })), stale: list(object({ label: text, in: text, before: textOrNull, after: textOrNull, now: textOrNull })), problems: list(problem), link, dryRun: yesNo,
});

const applySummary = object({
  planId: textOrNull, connection: textOrNull, says: text, subject: text, html: text, text, startedAt: text, endedAt: text, dryRun: yesNo, rows: number,
  outcomes: each(['applied', 'unchanged', 'skipped', 'stale', 'failed', 'notAttempted'], number),
  created: each(['xledger', 'huma'], number), updated: each(['xledger', 'huma'], number), linked: number, fields: each(keys, number),
  counted: each(['creates', 'updates', 'bankAccounts', 'emails'], number), verdict: orNull(verdict), requests: each(['xledger', 'huma'], number), canary: text,
  cannotBeUndone: list(object({ name: textOrNull, humaId: textOrNull, employeeDbId: textOrNull, in: text })),
  forms: tenantForms, inverse: list(planRow),
});
