// Open questions about what Xledger shows: rows, pages, filters, clocks and values.
import { alike, fits, handled, reading, writing, type Facts } from './shape';

const EVERY = 'test/integration/upsertMany.test.ts';
const READ = 'test/integration/xledgerRead.test.ts';
const UPDATE = 'test/integration/xledgerUpdate.test.ts';
const CREATE = 'test/integration/xledgerCreate.test.ts';

export const READING_FACTS: Facts = {
  U1: {
    question: "Is an employee's subledger a supplier that updateSuppliers can write?",
    positions: {
      sameDbId: fits('A subledger is written as the supplier with the same dbId and code.'),
      anotherLedgerKind: handled('Subledger fields (bank account, and the second place of name, e-mail, phone and address) are left out and said to be; contact and employee are written. New people get no supplier.'),
      numberedApart: handled('dbId and code must agree, so nobody else\'s row is hit; where they do not, subledger fields are left out and said to be.'),
      subledgerIsNull: handled('Subledger fields are left out and said to be; new people get no supplier.'),
    },
    asked: reading('Looks for the subledgers of 25 employees among the suppliers, by dbId and by code.'),
    tests: [UPDATE, CREATE],
  },
  U12: {
    question: 'What are the values of gender?',
    positions: alike('The values in use are learnt from contacts, by code or name; a gender that no contact has is left out and said to be, unless the settings map it.', 'maleFemale', 'mf', 'numbersAndLocalNames'),
    asked: reading('Looks at the genders of 500 contacts: codes and names of system values, of nobody.'),
    tests: [UPDATE, EVERY],
  },
  U15: {
    question: 'What if objectStatus and ownerSet are left out?',
    positions: alike('Both are always given, and rows are filtered by owner here.', 'openAndOwnEntity', 'allAndEverything'),
    asked: reading('Counts employees with and without them. Cannot be told where nobody is closed and there is one entity.'),
    tests: [READ],
  },
  U15mine: {
    question: 'What does ownerSet MINE mean?',
    positions: alike('ALL is asked for; MINE only where ALL is refused, and what it shows counts.', 'whatTheTokenReaches', 'onlyItsOwnEntity'),
    asked: reading('Compares the owners that MINE, CURRENT and LOWER show. Cannot be told with one entity.'),
    tests: [READ],
  },
  U15all: {
    question: 'Is ownerSet ALL accepted?',
    positions: {
      accepted: fits('ALL is asked for.'),
      rejected: handled('After one refusal MINE is asked for, then CURRENT, and it is remembered for the run.'),
    },
    asked: reading('Asks with ALL.'),
    tests: [READ],
  },
  U16: {
    question: 'In which order do rows come?',
    positions: {
      byDbId: fits('The next page begins after the last edge; what comes twice is dropped.'),
      byLastChange: handled('The same; a row may slip between pages, so code and e-mail are looked up again right before anybody is added.'),
    },
    asked: reading('Compares the order of 500 employees with their dbIds and changes; with --write that of two test contacts.'),
    tests: [READ],
  },
  U16endCursor: {
    question: 'Does pageInfo have endCursor?',
    positions: alike('It is not asked for: the cursor of the last edge counts.', 'absent', 'present'),
    asked: reading('Asks for it.'),
    tests: [READ],
  },
  U16hasNextPage: {
    question: 'Is hasNextPage always told?',
    positions: alike('Anything but true ends the list.', 'told', 'nullOnTheLastPage'),
    asked: reading('Looks at the only page of one employee.'),
    tests: [READ],
  },
  U16empty: {
    question: 'What are the edges where nothing matches?',
    positions: alike('Null and an empty list are the same.', 'null', 'emptyList'),
    asked: reading('Asks for a dbId that nobody has.'),
    tests: [READ],
  },
  U17: {
    question: 'Which filters of employees and contacts exist, and how do they compare?',
    positions: {
      codeExactEmailRejected: fits('Everybody is read in full pages and looked up here; only the leftovers of a broken run are sought by e-mail first, and after a refusal in the full list.'),
      allIgnoringCase: handled('The same; what a filter gives is compared again here.'),
      allExactCase: handled('The same; where a filter finds nothing, the full list is searched without regard to case.'),
      allRejected: handled('The same, without filters.'),
    },
    asked: reading('Filters employees by the code and the e-mail of one of them, also in other letter case.'),
    tests: [CREATE, READ],
  },
  U20: {
    question: 'Which clock does a DateTimeString show?',
    positions: alike('Times are compared with times that the server gave, never with a clock here; "changed since" asks with two hours to spare.', 'norwegianWallClock', 'alwaysPlusOne', 'utc'),
    asked: writing('Compares modifiedAt of the test person with the time of the request. In winter the first two look the same.'),
    tests: ['test/nodes/findEmployees.test.ts', EVERY],
  },
  U21: {
    question: 'Which changes are in employee_deltas?',
    positions: alike('Deltas are not used: everybody is read, and compared here.', 'employeeRowsOnly', 'contactAndSubledgerToo'),
    asked: writing('Changes the contact of the test person, and looks whether the employee is in the deltas 40 seconds later.'),
    tests: [EVERY],
  },
  U21oldCursor: {
    question: 'What follows a cursor that is too old?',
    positions: alike('Deltas are not used.', 'error', 'silentGap'),
    asked: reading('Asks for what came after the first change of all. Cannot be told as long as none has been dropped (they are kept for three days).'),
    tests: [EVERY],
  },
  U24: {
    question: 'How does contact.socialSec read?',
    positions: {
      clear: fits('Compared; shown masked everywhere.'),
      masked: handled('The digits that show are compared.'),
      null: handled('Written only when the fingerprint of Huma\'s value differs from the one kept at the last write.'),
    },
    asked: reading('Looks whether 25 contacts have a value there, and whether it is masked: forms, never values. With --write at the test person\'s.'),
    tests: [UPDATE, EVERY],
  },
  U26: {
    question: 'What closes an employee?',
    positions: {
      pastEmploymentTo: fits('Closed employees are matched too, so nobody is made twice.'),
      onlyDateTo: handled('The same.'),
    },
    asked: reading('Looks at employees whose employment has ended; with --write at the test person.'),
    tests: [READ, CREATE],
  },
};

