// Every open question about Xledger (spec/xledger.md, section 9) as a switch: what the sandbox does in each position.

interface Question {
  readonly question: string;
  /** The letters of the spec → the name of the behaviour. A switch holds the name; the admin address takes either. */
  readonly positions: Readonly<Record<string, string>>;
}

/** The first position of each row is the default, the likeliest. Questions with several parts have a key for each part: U15, U15mine, U15all. */
export const SWITCHES = {
  U1: { question: "Is an employee's subledger a supplier that updateSuppliers can write?", positions: { a: 'sameDbId', b: 'anotherLedgerKind', c: 'numberedApart', d: 'subledgerIsNull' } },
  U2: { question: 'What do the flat person fields of an employee change?', positions: { a: 'contact', b: 'subledger', c: 'both', d: 'columnOfTheEmployee', e: 'nothingOnUpdate' } },
  U3: { question: 'What does addEmployees create by itself?', positions: { a: 'onlyTheEmployee', b: 'contactFromFlatFields', c: 'contactAndSubledger', d: 'rejectsWithoutBothLookups', e: 'ignoresLookupsAndMakesItsOwn' } },
  U4: { question: 'What is mandatory on create?', positions: { a: 'onlySupplierCodeAndDescription', b: 'moreNonNullFields', c: 'serverRulesBeyondTheSchema' } },
  U5: { question: 'How is a value cleared?', positions: { a: 'nullClears', b: 'nullIsIgnored', c: 'nullIsRejected', d: 'onlyEmptyTextClears', d2: 'emptyTextIsStored' } },
  U6: { question: 'What becomes of a field left out of an update?', positions: { a: 'untouched', b: 'reset' } },
  U7: { question: 'What does a nested address do in an update?', positions: { a: 'keysMerged', b: 'wholeReplaced', c: 'newRowLinked', d: 'sharedByContactAndSubledger' } },
  U8: { question: 'Which text names a country in an address?', positions: { a: 'englishName', b: 'nameInTheTenantsLanguage', c: 'alpha2' } },
  U8unknown: { question: 'What becomes of another text there?', positions: { d: 'storedAsNull', d2: 'rejected' } },
  U9: { question: "Where do a supplier's flat address fields land?", positions: { a: 'allInTheAddress', b: 'countryElsewhere', c: 'onlyNestedShows' } },
  U10: { question: 'What does a mass mutation do with a bad node among good ones?', positions: { a: 'nothingWritten', b: 'goodOnesWrittenWithErrors', c: 'errorsOnlyThoughSomeWritten', d: 'noErrorsFewerEdges' } },
  U11: { question: 'How are edges paired with inputs?', positions: { a: 'inputOrder', b: 'otherOrder', c: 'clientIdNull' } },
  U11errors: { question: 'How are errors paired with inputs?', positions: { d: 'pathWithIndex', e: 'fieldPathInTheMessage', f: 'nothing' } },
  U12: { question: 'What are the values of gender?', positions: { a: 'maleFemale', b: 'mf', c: 'numbersAndLocalNames' } },
  U12key: { question: 'By which key is a gender found?', positions: { a: 'code', b: 'onlyName', c: 'onlyDbIdAndDbSubId', d: 'codeDoesNotStick' } },
  U13: { question: 'How is a bad, expired or revoked token answered?', positions: { a: 'errorsWith200', b: 'json401', b2: 'json400', b3: 'json403', c: 'nonJson' } },
  U14: { question: 'What is seen where a scope is missing?', positions: { a: 'queryFails', b: 'fieldIsNull', c: 'asIfEmpty' } },
  U15: { question: 'What if objectStatus and ownerSet are left out?', positions: { a: 'openAndOwnEntity', b: 'allAndEverything' } },
  U15mine: { question: 'What does ownerSet MINE mean?', positions: { a: 'whatTheTokenReaches', b: 'onlyItsOwnEntity' } },
  U15all: { question: 'Is ownerSet ALL accepted?', positions: { a: 'accepted', b: 'rejected' } },
  U16: { question: 'In which order do rows come?', positions: { a: 'byDbId', b: 'byLastChange' } },
  U16endCursor: { question: 'Does pageInfo have endCursor?', positions: { a: 'absent', b: 'present' } },
  U16hasNextPage: { question: 'Is hasNextPage always told?', positions: { a: 'told', b: 'nullOnTheLastPage' } },
  U16empty: { question: 'What are the edges where nothing matches?', positions: { a: 'null', b: 'emptyList' } },
  U17: { question: 'Which filters of employees and contacts exist, and how do they compare?', positions: { d: 'codeExactEmailRejected', a: 'allIgnoringCase', b: 'allExactCase', c: 'allRejected' } },
  U18: { question: 'Which scalar is node.dbId?', positions: { a: 'id', b: 'int64String', c: 'int' } },
  U18lookup: { question: 'Which scalar is the dbId of a lookup?', positions: { a: 'id', b: 'int64String', c: 'int' } },
  U19: { question: 'How generous are the limits?', positions: { a: 'generous', b: 'oneAtATimeAnd429' } },
  U19rateLimit: { question: 'Can rateLimit be asked for?', positions: { a: 'exists', b: 'absent' } },
  U19resetAt: { question: 'How is resetAt written?', positions: { a: 'isoUtc', b: 'localWithoutZone', c: 'epochSeconds', d: 'unreadable' } },
  U19timeout: { question: 'When does a query time out?', positions: { a: 'never', b: 'over500Rows' } },
  U20: { question: 'Which clock does a DateTimeString show?', positions: { a: 'norwegianWallClock', b: 'alwaysPlusOne', c: 'utc' } },
  U21: { question: 'Which changes are in employee_deltas?', positions: { a: 'employeeRowsOnly', b: 'contactAndSubledgerToo' } },
  U21oldCursor: { question: 'What follows a cursor that is too old?', positions: { c: 'error', d: 'silentGap' } },
  U22: { question: 'Are account, national id, phone and e-mail kept as sent?', positions: { a: 'storedAsSent', b: 'reformatted', c: 'rejectedWhenInvalid' } },
  U23: { question: 'Are employee code and e-mail unique?', positions: { a: 'enforcedPerEntity', b: 'duplicatesAccepted' } },
  U24: { question: 'How does contact.socialSec read?', positions: { a: 'clear', b: 'masked', c: 'null' } },
  U24employee: { question: 'Is updateEmployees.socialSec the same value as the contact\'s?', positions: { a: 'sameValue', b: 'itsOwnValue' } },
  U25: { question: 'Do contact.name and employee.description follow a change of name?', positions: { a: 'follow', b: 'stay' } },
  U26: { question: 'What closes an employee?', positions: { a: 'pastEmploymentTo', b: 'onlyDateTo' } },
  U26updates: { question: 'Can a closed employee be changed?', positions: { c: 'allowed', d: 'rejected' } },
  U27: { question: 'Do all input fields exist, and may the schema be asked?', positions: { a: 'allExist', b: 'someMissing', c: 'introspectionOff', d: 'introspectionOffAndSomeMissing' } },
  U28: { question: 'What does a lookup with several keys do?', positions: { a: 'allMustAgree', b: 'firstWins', c: 'error' } },
  U29: { question: 'Does showAlternatives: YES write?', positions: { a: 'alwaysAnError', b: 'writesWhenItResolves' } },
  U30: { question: 'How long does a token live?', positions: { a: 'unlimited', b: 'fixedPeriod' } },
  U31: { question: 'What may bankAccount hold?', positions: { a: 'anyText', b: 'domesticOnly', c: 'domesticOrIban' } },
  U32: { question: 'Which id of the viewer is the ownerDbId of rows?', positions: { a: 'entityDbId', b: 'entityOwnerDbId', c: 'viewerNotAllowed' } },
  U33: { question: 'Do employee(dbId), orderBy on employees and a filter on deltas exist?', positions: { a: 'exist', b: 'doNotExist' } },
  refusals: { question: 'Which status has a refused document or input? (both were seen)', positions: { a: 'http200', b: 'http400' } },
} as const satisfies Record<string, Question>;

export type SwitchKey = keyof typeof SWITCHES;
type Positions<K extends SwitchKey> = (typeof SWITCHES)[K]['positions'];
/** One position, by name, for each question. */
export type Switches = { -readonly [K in SwitchKey]: Positions<K>[keyof Positions<K>] };

export const SWITCH_KEYS = Object.keys(SWITCHES) as SwitchKey[];

/** The names a switch can hold, the default first. */
export function positionsOf(key: SwitchKey): string[] {
  return Object.values(SWITCHES[key].positions);
}

/** The likeliest Xledger, with the given positions in place of the defaults. */
export function switchesWith(chosen: Partial<Switches> = {}): Switches {
  const defaults = Object.fromEntries(SWITCH_KEYS.map((key) => [key, positionsOf(key)[0]]));
  return { ...defaults, ...chosen } as Switches;
}

/** The name for a letter or a name, or undefined where the switch has no such position. */
export function positionNamed(key: SwitchKey, text: string): string | undefined {
  const positions: Record<string, string> = SWITCHES[key].positions;
  return positions[text] ?? Object.values(positions).find((name) => name === text);
}
