/** What each error of Xledger means and what the client does about it: xledger.md section 2, row by row. */

export type FaultCode =
  | 'burst'
  | 'concurrency'
  | 'creditsGone'
  | 'timedOut'
  | 'credential'
  | 'scope'
  | 'unknownField'
  | 'requiredMissing'
  | 'wrongType'
  | 'lookupNotFound'
  | 'badDocument'
  | 'noSuchAddress'
  | 'unavailable'
  | 'refused';

/**
 * `wait`: nothing was done, repeat later. `refuse`: nothing was done, and nothing will be. `perPerson`: the server looked at the
 * values, so a mutation may be half done (U10). `mayHaveHappened`: no telling.
 */
export type Reaction = 'wait' | 'refuse' | 'perPerson' | 'mayHaveHappened';

export interface FaultRow {
  fault: FaultCode;
  then: Reaction;
  /** The error's top-level `code` or its `extensions.code`. */
  codes?: readonly string[];
  message?: RegExp;
  status?: (status: number) => boolean;
  /** What a person reads when the server gave no words of its own. */
  says: string;
}

/** The first row that fits an error counts; codes and words outrank the HTTP status. */
export const FAULTS: readonly FaultRow[] = [
  { fault: 'burst', then: 'wait', codes: ['BAD_REQUEST.BURST_RATE_LIMIT_REACHED'], message: /too many requests/i, status: (status) => status === 429, says: 'Xledger allows no more requests for a few seconds' },
  { fault: 'concurrency', then: 'wait', codes: ['BAD_REQUEST.CONCURRENCY_LIMIT_REACHED'], message: /concurrency limit/i, says: 'Xledger is working on too many requests of this token at once' },
  { fault: 'creditsGone', then: 'wait', codes: ['BAD_REQUEST.INSUFFICIENT_CREDITS'], message: /insufficient credits/i, says: 'The credits for Xledger\'s API are used up' },
  { fault: 'timedOut', then: 'mayHaveHappened', message: /query timed out/i, says: 'Xledger gave up on the request because it took too long' },
  { fault: 'unknownField', then: 'refuse', message: /cannot query field|is not defined by type|unrecognized input field|unknown (?:field|argument|type)/i, codes: ['FIELDS_ON_CORRECT_TYPE', 'KNOWN_ARGUMENT_NAMES'], says: 'Xledger\'s schema differs from what was expected' },
  { fault: 'requiredMissing', then: 'refuse', message: /of required type\b.*was not provided|required field\b.*(?:missing|not provided)/i, says: 'Xledger requires a field that was not sent' },
  { fault: 'lookupNotFound', then: 'perPerson', message: /no value matching\b/i, says: 'Xledger found nothing under the given reference' },
  { fault: 'wrongType', then: 'refuse', codes: ['ARGUMENTS_OF_CORRECT_TYPE', 'INVALID_VALUE'], message: /\bvariable\b.*\bgot invalid value\b|used in position expecting type|cannot represent/i, says: 'Xledger expected a value of another type' },
  { fault: 'badDocument', then: 'refuse', message: /error parsing query|unterminated string|syntax error/i, codes: ['SYNTAX_ERROR', 'GRAPHQL_PARSE_FAILED'], says: 'Xledger could not read the request' },
  { fault: 'credential', then: 'refuse', message: /api token|\b(?:invalid|expired|revoked|missing|bad|unknown)\b.{0,20}\btoken\b|\btoken\b.{0,20}\b(?:invalid|expired|revoked|missing|not (?:valid|accepted|found))|unauthori[sz]ed|unauthenticated|not authenticated|authentication/i, codes: ['UNAUTHENTICATED', 'UNAUTHORIZED'], status: (status) => status === 401, says: 'Xledger does not accept the API token' },
  { fault: 'scope', then: 'refuse', message: /access (?:is |was )?denied|\b(?:no|lacks?|missing|insufficient|without|not have)\b.{0,30}\b(?:access|permissions?|rights?|scopes?)\b|forbidden|not authori[sz]ed/i, codes: ['FORBIDDEN', 'BAD_REQUEST.ACCESS_DENIED'], status: (status) => status === 403, says: 'The API token has no access to this part of Xledger' },
  { fault: 'unavailable', then: 'mayHaveHappened', status: (status) => status >= 500, says: 'Xledger is not available right now' },
];

/** Any other error: the values were looked at, and what became of them is open (U10). */
export const ANY_OTHER: FaultRow = { fault: 'refused', then: 'perPerson', says: 'Xledger refused the request' };

/** JSON that is neither data nor errors. */
export const NO_ANSWER: FaultRow = { fault: 'unavailable', then: 'mayHaveHappened', says: 'Xledger answered with something that is no answer' };

/** Replies that are not JSON: a login or maintenance page, or half a reply. */
export const NOT_JSON: readonly FaultRow[] = [
  { fault: 'burst', then: 'wait', status: (status) => status === 429, says: 'Xledger allows no more requests for a few seconds' },
  { fault: 'credential', then: 'refuse', status: (status) => status === 401 || status === 403, says: 'Xledger does not accept the API token' },
  { fault: 'noSuchAddress', then: 'refuse', status: (status) => (status >= 300 && status < 400) || [404, 405, 410].includes(status), says: 'There is no Xledger at this address' },
  { fault: 'unavailable', then: 'mayHaveHappened', says: 'Xledger answered with something that is not JSON, as it does during maintenance' },
];
