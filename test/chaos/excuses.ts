// Where a position of a switch makes a value impossible: the documented reason that an outcome must give then.
import type { Switches as HumaSwitches } from '../../sandbox/huma';
import type { Switches } from '../../sandbox/xledger';

export interface Excuse {
  paths: RegExp;
  when: (on: Switches & HumaSwitches, isClear: boolean) => boolean;
  because: string;
  /** Problem codes, one of which must have been told for the field. */
  codes: readonly string[];
}

const ANY_WORD = ['subledgerNotWritable', 'noSubledger', 'fieldUnknownToServer', 'countryNotTaken', 'genderNotMapped', 'notAccepted', 'didNotStick', 'notCleared'];

export const EXCUSES: readonly Excuse[] = [
  { paths: /^subledger\./, when: ({ U1 }) => U1 !== 'sameDbId', because: 'U1: the subledger is no supplier', codes: ['subledgerNotWritable', 'noSubledger'] },
  { paths: /^contact\.jobTitle$|^employee\.noticeDate$|\.country$|^subledger\.address/, when: ({ U27 }) => U27 === 'someMissing' || U27 === 'introspectionOffAndSomeMissing', because: 'U27: the server lacks the field', codes: ANY_WORD },
  { paths: /\.address\./, when: ({ H24 }) => H24 === 'name', because: 'H24: Huma names the country instead of its code', codes: ['notACountry'] },
  { paths: /^contact\.gender$/, when: () => true, because: 'U12: nobody in Xledger has this gender yet', codes: ['genderNotMapped'] },
  { paths: /./, when: (_on, isClear) => isClear, because: 'R29, U5: nothing is cleared that was not synced before, or that null does not clear', codes: ['notCleared', 'notAccepted', 'didNotStick'] },
  { paths: /\.address\./, when: ({ U7, U9 }) => U7 === 'sharedByContactAndSubledger' && U9 !== 'allInTheAddress', because: 'U7, U9: both records share an address, and a supplier\'s country lands elsewhere', codes: ANY_WORD },
  { paths: /./, when: ({ U6 }) => U6 === 'reset', because: 'U6: what is mended in somebody new empties the rest', codes: ['didNotStick'] },
  { paths: /\.email$/, when: ({ U3, U23 }) => U3 === 'ignoresLookupsAndMakesItsOwn' && U23 === 'enforcedPerEntity', because: 'U3, U23: the contact that was made for the person holds the address', codes: ['notAccepted', 'taken'] },
];

/** Whether this Xledger takes new people with the settings of the schedule (U4: what it demands beyond them). */
export const mayRefuseToCreate = ({ U4, U1, U3 }: Switches): boolean => U4 !== 'onlySupplierCodeAndDescription' || U1 !== 'sameDbId' || U3 === 'rejectsWithoutBothLookups';

/** Whether employees show their subledgers: where not, that cannot be told from a missing scope, and nothing is matched or created (U1d, U14). */
export const sees = ({ U1 }: Switches): boolean => U1 !== 'subledgerIsNull';
