/** Turns what came back into an answer: done, refused, wait or unknown (xledger.md section 2). */
import { z } from 'zod';
import type { Instant } from '../../person';
import { ANY_OTHER, FAULTS, NO_ANSWER, NOT_JSON, type FaultCode, type FaultRow, type Reaction } from './faults';
import type { Reply } from './request';
import { schemaPath, shown, unknownFieldIn } from './says';
import type { UnknownField } from './stops';
import { untilOf } from './waits';

/** One error of the server, rebuilt from parts that may be shown. */
export interface Fault {
  code: FaultCode;
  then: Reaction;
  says: string;
  /** Words of the schema and positions, for example `updateContacts.3.node.phone`: a hint for whose and which field, never proof (U11). */
  path: string;
  /** The input key that a rejection of the document is about. */
  field?: string;
  /** Neither a code nor a place is given: as likely a failure of the server as of the values, so it is never the last word (U10). */
  unexplained?: true;
}

/** Why a repeat has to wait. */
export interface Limit {
  code: 'burst' | 'concurrency' | 'creditsGone' | 'unavailable';
  says: string;
}

export type Answer =
  | { kind: 'done'; data: unknown }
  /** Nothing was done, and the same request will never be accepted. */
  | { kind: 'refused'; because: Fault; /** Each field that the schema lacks, where that is why. */ unknownFields?: UnknownField[] }
  /** Nothing was done; repeat later. `until` is absent where the server named no time: then back off. */
  | { kind: 'wait'; until?: Instant; because: Limit }
  /** It may have happened, in part or whole: look before repeating (U10). */
  | { kind: 'unknown'; because: 'errors' | 'timedOut' | 'noReply' | 'unavailable'; faults: Fault[]; data: unknown; until?: Instant };

/** Reads one reply. `sent` are the texts of the request's variables: none of them gets into a message. */
export function answerOf(reply: Reply, now: Instant, sent: readonly string[] = []): Answer {
  if (reply.kind === 'nothing') return answerToSilence(reply);
  if (reply.kind === 'notJson') return answerTo(rowFor(NOT_JSON, (row) => row.status?.(reply.status) ?? true), reply, now);
  const errors = Errors.parse(reply.errors);
  if (errors.length === 0 && isRecord(reply.data) && reply.status < 500) return { kind: 'done', data: reply.data };
  if (errors.length === 0) return answerTo(FAULTS.find((row) => row.status?.(reply.status)) ?? NO_ANSWER, reply, now);
  const faults = errors.map((error) => faultOf(error, reply.status, sent));
  return answerToFaults(faults, errors, reply, now);
}

type Silence = Extract<Reply, { kind: 'nothing' }>;
type Spoken = Exclude<Reply, Silence>;

/** What is said when nothing came back, and whether trying again can help. */
const SILENCES: Readonly<Record<Silence['because'], { says: string; hopeless?: true }>> = {
  timeout: { says: 'Xledger did not answer in time' },
  connectionLost: { says: 'The connection to Xledger was lost' },
  notConnected: { says: 'Xledger cannot be reached' },
  addressUnknown: { says: 'The address of Xledger is not known to the network' },
  certificate: { says: 'The certificate of Xledger\'s address is not trusted', hopeless: true },
  addressNotReadable: { says: 'The address of Xledger is not a web address', hopeless: true },
};

function answerToSilence({ because, neverSent }: Silence): Answer {
  const { says, hopeless } = SILENCES[because];
  if (hopeless) return { kind: 'refused', because: { code: 'noSuchAddress', then: 'refuse', says, path: '' } };
  if (neverSent) return { kind: 'wait', because: { code: 'unavailable', says } };
  const timedOut = because === 'timeout';
  return { kind: 'unknown', because: timedOut ? 'timedOut' : 'noReply', faults: [{ code: timedOut ? 'timedOut' : 'unavailable', then: 'mayHaveHappened', says, path: '' }], data: null };
}

/** For a reply without GraphQL errors, where the status has to speak. */
function answerTo(row: FaultRow, reply: Spoken, now: Instant): Answer {
  const fault: Fault = { code: row.fault, then: row.then, says: `${row.says} (status ${reply.status})`, path: '' };
  return answerToFaults([fault], [], reply, now);
}

function answerToFaults(faults: Fault[], errors: readonly ServerError[], reply: Spoken, now: Instant): Answer {
  const data = reply.kind === 'json' ? reply.data : null;
  const worked = hasContent(data);
  const heaviest = (then: Reaction) => faults.find((fault) => fault.then === then);
  const refused = heaviest('refuse');
  if (refused && !worked) return { kind: 'refused', because: refused, unknownFields: errors.flatMap(({ message }) => unknownFieldIn(message) ?? []) };
  const limited = heaviest('wait');
  if (limited && !worked) {
    const code = limited.code === 'burst' || limited.code === 'concurrency' ? limited.code : 'creditsGone';
    return { kind: 'wait', until: untilOf(code, now, { resetAt: errors.map((error) => error.extensions?.resetAt).find(Boolean), retryAfter: reply.retryAfter }), because: { code, says: limited.says } };
  }
  const open = heaviest('mayHaveHappened');
  const until = open ? untilOf('unavailable', now, { retryAfter: reply.retryAfter }) : undefined;
  return { kind: 'unknown', because: open ? (open.code === 'timedOut' ? 'timedOut' : 'unavailable') : 'errors', faults, data, until };
}

function faultOf(error: ServerError, status: number, sent: readonly string[]): Fault {
  const codes = [error.code, error.extensions?.code].filter((code): code is string => typeof code === 'string');
  // "exampleValidInputs" comes with a lookup that found nothing, whatever its words.
  const lookup = error.extensions?.exampleValidInputs ? FAULTS.find((row) => row.fault === 'lookupNotFound') : undefined;
  const row =
    FAULTS.find((candidate) => candidate.codes?.some((code) => codes.includes(code))) ??
    lookup ??
    FAULTS.find((candidate) => candidate.message?.test(error.message)) ??
    FAULTS.find((candidate) => candidate.status?.(status)) ??
    ANY_OTHER;
  const words = shown(error.message, sent);
  const path = [schemaPath(error.path ?? ''), pathInWords(error.message)].filter(Boolean).join('.');
  const isUnexplained = row === ANY_OTHER && codes.length === 0 && path === '';
  return { code: refinedCode(row, error.message), then: row.then, says: words || row.says, path, field: FIELD_IN_WORDS.exec(error.message)?.[1], ...(isUnexplained && { unexplained: true }) };
}

/** Validation errors share one code; the words tell which of them it is. */
function refinedCode(row: FaultRow, message: string): FaultCode {
  if (row.fault !== 'wrongType') return row.fault;
  return FAULTS.find((candidate) => (candidate.fault === 'unknownField' || candidate.fault === 'requiredMissing') && candidate.message?.test(message))?.fault ?? row.fault;
}

const FIELD_IN_WORDS = /(?:cannot query field|unrecognized input fields?|unknown field|required field|field)\W+([A-Za-z_][\w.]*)/i;

/** Where only the message says which field it is about (U11e): `subledger.code: No value …`, `… at "inputs[3].node.phone"`. */
function pathInWords(message: string): string {
  const found = /^([A-Za-z_][\w.[\]]*):\s/.exec(message)?.[1] ?? /["'$]?(inputs[\w.[\]]+)/.exec(message)?.[1] ?? /field\W+([A-Za-z_][\w.]*)/i.exec(message)?.[1];
  return schemaPath(found ?? '');
}

const rowFor = (rows: readonly FaultRow[], fits: (row: FaultRow) => boolean): FaultRow => rows.find(fits) ?? ANY_OTHER;

const isRecord = (data: unknown): data is Record<string, unknown> => typeof data === 'object' && data !== null && !Array.isArray(data);

const hasContent = (data: unknown): boolean => isRecord(data) && Object.values(data).some((part) => part !== null);

const Extensions = z.object({ code: z.string().nullish().catch(null), resetAt: z.unknown(), exampleValidInputs: z.unknown() }).nullish().catch(null);
const ServerError = z.object({
  message: z.string().catch(''),
  code: z.string().nullish().catch(null),
  path: z.array(z.union([z.string(), z.number()])).nullish().catch(null),
  extensions: Extensions,
});
type ServerError = z.infer<typeof ServerError>;
/** An array as GraphQL says, or a single error, or mere text. */
const Errors = z.preprocess(
  (errors) => [errors ?? []].flat().map((error: unknown) => (isRecord(error) ? error : { message: String(error) })),
  z.array(ServerError),
);
