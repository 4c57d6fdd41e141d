// What nobody knows about the real Huma (H1–H29 in huma.md), as switches: each can be put in every plausible position.

/** One open question: what is asked, the positions the sandbox can take, which one it starts in and why. */
export interface Switch {
  readonly question: string;
  readonly positions: readonly [string, ...string[]];
  readonly default: string;
  readonly why: string;
}

/**
 * Every open question of huma.md section 5. A question with several independent sides has a row for each
 * (`H6Retries`, `H6Order`, …). The default is the likeliest position.
 */
export const SWITCHES = {
  H1: { question: 'How is the webhook digest encoded?', positions: ['base64', 'base64url', 'hex', 'hexUpper'], default: 'base64', why: 'the header pair looks like a well-known one whose digest is base64' },
  H1Key: { question: 'Which bytes of the client secret sign?', positions: ['text', 'decoded'], default: 'text', why: 'secrets are usually used as text' },
  H2: { question: 'What does users-update carry?', positions: ['changedOnly', 'full'], default: 'changedOnly', why: '"a supported field changes" suggests the change' },
  H2Shape: { question: 'Are webhook values plain or wrapped?', positions: ['plain', 'wrapped'], default: 'plain', why: 'the one published example is plain' },
  H3: { question: 'How does a message show an emptied field?', positions: ['null', 'emptyText', 'absent'], default: 'null', why: 'usual in JSON' },
  H4: { question: 'What does users-delete carry?', positions: ['idAndEmail', 'lastKnown'], default: 'idAndEmail', why: 'only these two are promised' },
  H5: { question: 'How many people are in one message of an export?', positions: ['onePerRequest', 'all'], default: 'onePerRequest', why: '"an update for each employee"' },
  H6Retries: { question: 'Is a failed delivery repeated?', positions: ['none', 'thrice'], default: 'none', why: 'no retry is mentioned' },
  H6Duplicates: { question: 'Does a message come more than once?', positions: ['once', 'twice'], default: 'once', why: 'no duplicate is mentioned' },
  H6Order: { question: 'Do messages come in order?', positions: ['inOrder', 'reversed'], default: 'inOrder', why: 'nothing else is mentioned' },
  H6Id: { question: 'Does a message have a delivery id?', positions: ['none', 'header'], default: 'none', why: 'none is mentioned' },
  H7: { question: 'How is a change of the login e-mail announced?', positions: ['usersUpdate', 'extra', 'instead'], default: 'usersUpdate', why: 'the only documented topic that fits' },
  H7Moment: { question: 'When is a pending e-mail change announced?', positions: ['confirmation', 'request'], default: 'confirmation', why: 'the old address stays in force until then' },
  H7Body: { question: 'Do undocumented topics carry users[]?', positions: ['users', 'other'], default: 'users', why: 'like the documented topics' },
  H8: { question: 'Do changes of status, position, identification and group send a message?', positions: ['all', 'profileOnly', 'otherTopics'], default: 'all', why: 'the help page promises any change of a supported field' },
  H9: { question: 'May a key read bank account, identifications and termination?', positions: ['readable', 'wrapperMissing', 'wrapperWithoutValue'], default: 'readable', why: 'a key may do what a Manager over Everyone may' },
  H10: { question: 'What does a wrapper without value mean?', positions: ['empty', 'hidden', 'emptyLeftOut'], default: 'empty', why: 'wrappers are about editing, and an empty field can be edited' },
  H11: { question: 'Who is in a list without isActive?', positions: ['all', 'activeOnly'], default: 'all', why: 'a filter that is not set filters nothing' },
  H12: { question: 'What does reading a deleted, deactivated or invisible person answer?', positions: ['deletedNotFound', 'notFound', 'forbidden', 'fewFields'], default: 'deletedNotFound', why: 'a deactivated person can be reactivated, so is still there' },
  H13: { question: 'Is there a rate limit?', positions: ['unlimited', 'tooManyRequests', 'withoutRetryAfter', 'unavailable'], default: 'unlimited', why: 'none is documented' },
  H13Token: { question: 'How long does a token live, and in which unit is expires_in?', positions: ['seconds', 'milliseconds', 'endsEarly'], default: 'seconds', why: 'the convention of OAuth' },
  H14: { question: 'How are array filters sent?', positions: ['repeated', 'comma'], default: 'repeated', why: 'the default of OpenAPI' },
  H15: { question: 'Are pages of people stable?', positions: ['stable', 'shifting'], default: 'stable', why: 'usual' },
  H15Positions: { question: 'How many positions are on a page when no limit is sent?', positions: ['all', 'one'], default: 'all', why: 'no default is stated' },
  H16: { question: 'What does null in a PATCH do?', positions: ['clears', 'ignored', 'refused'], default: 'clears', why: 'the only way left to clear' },
  H17: { question: 'Which words are a bank account\'s type?', positions: ['national', 'NATIONAL', 'domestic'], default: 'national', why: 'the names of the two shapes' },
  H17Code: { question: 'What is a bank account\'s code?', positions: ['clearing', 'country', 'empty'], default: 'clearing', why: 'bank code is its usual meaning' },
  H18: { question: 'Which position do the deprecated employment fields show?', positions: ['earliestCurrent', 'largestPercentage', 'latestStart', 'overallFirstStart'], default: 'earliestCurrent', why: 'they are older than positions' },
  H19: { question: 'Are the deprecated employment fields still filled?', positions: ['kept', 'emptyWrappers', 'removed'], default: 'kept', why: 'they are in the current description' },
  H20: { question: 'What does a taken e-mail, phone or employment id answer?', positions: ['badRequest', 'conflict', 'serverError', 'accepted'], default: 'badRequest', why: '400 is the only documented refusal' },
  H21: { question: 'Is groups: [] accepted for a new person?', positions: ['accepted', 'refused'], default: 'accepted', why: 'no minimum is stated' },
  H22: { question: 'When does a new e-mail count?', positions: ['pendingOnceLoggedIn', 'immediate', 'pending'], default: 'pendingOnceLoggedIn', why: 'so says the help page' },
  H23: { question: 'How does a phone number come back?', positions: ['asEntered', 'e164'], default: 'asEntered', why: 'no format is stated' },
  H24: { question: 'How does an address country come back?', positions: ['upper', 'lower', 'name'], default: 'upper', why: 'alpha-2 on write' },
  H25: { question: 'How does Huma\'s own Xledger integration show in connectedIntegrations?', positions: ['none', 'xledger', 'somethingElse'], default: 'none', why: 'whoever uses this product does not use that' },
  H26: { question: 'What does a locked_disconnect warning mean?', positions: ['none', 'unlinks', 'refused'], default: 'none', why: 'no integration, no warning' },
  H27: { question: 'Does leaving the group cut the link to an integration?', positions: ['linkKept', 'linkCut'], default: 'linkKept', why: 'nothing says that it is cut' },
  H28: { question: 'Is the employment id unique inside Huma?', positions: ['enforced', 'notEnforced'], default: 'enforced', why: 'the help page says that Huma requires it' },
  H29: { question: 'Which fields does Huma\'s own integration require?', positions: ['notShown'], default: 'notShown', why: 'a rule inside another integration: no answer of a server depends on it' },
} as const satisfies Record<string, Switch>;

export type SwitchKey = keyof typeof SWITCHES;

/** The position each switch is in. Mutable while the server runs. */
export type Switches = { [K in SwitchKey]: (typeof SWITCHES)[K]['positions'][number] };

/** Every switch in its default position. */
export function defaultSwitches(): Switches {
  return Object.fromEntries(Object.entries(SWITCHES).map(([key, row]) => [key, row.default])) as Switches;
}

/** Puts switches into positions that came from outside. Throws a RangeError that names the first one that does not exist. */
export function setSwitches(switches: Switches, wanted: Record<string, unknown>): void {
  for (const [key, position] of Object.entries(wanted)) {
    const row: Switch | undefined = Object.hasOwn(SWITCHES, key) ? SWITCHES[key as SwitchKey] : undefined;
    if (!row) throw new RangeError(`There is no switch ${key}.`);
    if (typeof position !== 'string' || !row.positions.includes(position)) throw new RangeError(`${key} can be ${row.positions.join(', ')}.`);
  }
  Object.assign(switches, wanted);
}
