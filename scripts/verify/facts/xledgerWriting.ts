// Open questions about what Xledger does with what is written: only a write can answer them.
import { alike, fits, handled, writing, type Facts } from './shape';

const EVERY = 'test/integration/upsertMany.test.ts';
const UPDATE = 'test/integration/xledgerUpdate.test.ts';
const CREATE = 'test/integration/xledgerCreate.test.ts';

const NOT_SENT = 'Not sent: fields of a person go to the contact and the supplier, never flat to the employee; the national ID goes to the employee too where the contact\'s does not show there.';
const BATCH = 'Whatever comes back, nothing is sent again before a look; what is missing is sent in halves, down to the row that is refused, and its neighbours go through.';

export const WRITING_FACTS: Facts = {
  U2: {
    question: 'What do the flat person fields of an employee change?',
    positions: alike(NOT_SENT, 'contact', 'subledger', 'both', 'columnOfTheEmployee', 'nothingOnUpdate'),
    asked: writing('Sends a flat e-mail to the test employee and looks where it lands.'),
    tests: [EVERY],
  },
  U3: {
    question: 'What does addEmployees create by itself?',
    positions: {
      onlyTheEmployee: fits('Contact and supplier are made first and passed along; links are read back, and set once more where they are missing. By Upsert the first of several is created alone.'),
      contactFromFlatFields: handled('The same: no flat fields are sent, so nothing is made.'),
      contactAndSubledger: handled('The same: both are passed along, so nothing is made. Where no supplier could be passed (U1), the subledger that Xledger makes is kept.'),
      rejectsWithoutBothLookups: handled('The same: both are passed along. Where no supplier can be passed (U1), Xledger refuses new people in its own words.'),
      ignoresLookupsAndMakesItsOwn: handled('The rows that Xledger linked count and are filled; those that were made for nothing are reported.'),
    },
    asked: writing('Adds a test employee without contact and subledger; where both are made, a second one with them.'),
    tests: [CREATE, 'test/integration/createFirst.test.ts'],
  },
  U5: {
    question: 'How is a value cleared?',
    positions: {
      nullClears: fits('Null is sent, in a call of its own after everything else; only where clearing is switched on.'),
      nullIsIgnored: handled('The same; what was not cleared is said to have not stuck, once, and is not sent again until it changes in Huma.'),
      nullIsRejected: handled('The same; the refusal is said, and harms nothing else, for the call held nothing else.'),
      onlyEmptyTextClears: handled('As where null is ignored: an empty text is never sent.'),
      emptyTextIsStored: handled('Null is sent, and clears.'),
    },
    asked: writing('Sends null and an empty text to a phone number of a test contact.'),
    tests: [UPDATE, EVERY],
  },
  U6: {
    question: 'What becomes of a field left out of an update?',
    positions: {
      untouched: fits('Only what differs is sent.'),
      reset: handled('By Apply and by Upsert, the first person who is updated in an Xledger that has not proved itself is read back whole: what moved unasked stops the run there, and says what; nobody else is written, and where a whole record was emptied that is remembered. A run that dies between that write and the reading after it names nobody: one person for each such death may be left with emptied values.'),
    },
    asked: writing('Changes one field of a test contact and looks at the others.'),
    tests: ['test/unit/apply/apply.test.ts', 'test/property/chaos.test.ts', EVERY],
  },
  U7: {
    question: 'What does a nested address do in an update?',
    positions: alike('The block is always sent whole, with the state it had; both records get the same values.', 'keysMerged', 'wholeReplaced', 'newRowLinked', 'sharedByContactAndSubledger'),
    asked: writing('Sends a whole address to a test contact, then a street alone, and looks at the rest, its dbId, and the subledger\'s.'),
    tests: [UPDATE, EVERY],
  },
  U8: {
    question: 'Which text names a country in an address?',
    positions: {
      englishName: fits('The tenant\'s name of the country, then the English name, then the code is tried with the first person and read back; what sticks is kept.'),
      nameInTheTenantsLanguage: handled('The same; the first try sticks.'),
      alpha2: handled('The same; the third try sticks.'),
    },
    asked: writing('Sends all three to a test contact.'),
    tests: [UPDATE, EVERY],
  },
  U8unknown: {
    question: 'What becomes of another text there?',
    positions: alike('A try that does not stick or is refused is followed by the next; where none sticks, the old address is put back, and the address is left out and said to be.', 'storedAsNull', 'rejected'),
    asked: writing('Sends the name of a country that does not exist to a test contact.'),
    tests: [UPDATE, EVERY],
  },
  U9: {
    question: "Where do a supplier's flat address fields land?",
    positions: {
      allInTheAddress: fits('Flat fields are sent, and read back with the first person.'),
      countryElsewhere: handled('After reading back, a nested address is sent instead, with the country as in U8.'),
      onlyNestedShows: handled('The same.'),
    },
    asked: writing('Sends them to the test supplier.'),
    tests: [UPDATE, EVERY],
  },
  U10: {
    question: 'What does a mass mutation do with a bad node among good ones?',
    positions: alike(BATCH, 'nothingWritten', 'goodOnesWrittenWithErrors', 'errorsOnlyThoughSomeWritten', 'noErrorsFewerEdges'),
    asked: writing('Changes two test contacts, and between them a contact that does not exist.'),
    tests: [UPDATE, CREATE, EVERY],
  },
  U11: {
    question: 'How are edges paired with inputs?',
    positions: alike('By clientId; where it does not come back, by dbId, code or e-mail; never by position.', 'inputOrder', 'otherOrder', 'clientIdNull'),
    asked: writing('Changes two test contacts at once.'),
    tests: [UPDATE, CREATE],
  },
  U11errors: {
    question: 'How are errors paired with inputs?',
    positions: alike('A position in the path is a hint which row to try alone; without one, halves are tried.', 'pathWithIndex', 'fieldPathInTheMessage', 'nothing'),
    asked: writing('Looks at the error for the contact that does not exist. Cannot be told where none is given (U10).'),
    tests: [UPDATE, CREATE],
  },
  U12key: {
    question: 'By which key is a gender found?',
    positions: {
      code: fits('The code is sent, and read back with the first person.'),
      onlyName: handled('After a refusal dbId with dbSubId, then the name; what sticks is kept.'),
      onlyDbIdAndDbSubId: handled('After a refusal dbId with dbSubId; it sticks and is kept.'),
      codeDoesNotStick: handled('The reading back shows it; dbId with dbSubId sticks and is kept.'),
    },
    asked: writing('Sends a gender that some contact has to a test contact, by each key.'),
    tests: [UPDATE, EVERY],
  },
  U22: {
    question: 'Are account, national id, phone and e-mail kept as sent?',
    positions: {
      storedAsSent: fits('Compared in a canonical form.'),
      reformatted: handled('Compared in a canonical form, so a new spelling is no difference.'),
      rejectedWhenInvalid: handled('Norwegian numbers are checked before they are sent; what is refused all the same is said, and the other fields go through.'),
    },
    asked: writing('Sends a phone number, an e-mail in capitals and an account number to the test person, then a phone number that is none.'),
    tests: [CREATE, EVERY],
  },
  U23: {
    question: 'Are employee code and e-mail unique?',
    positions: alike('A code or e-mail that anybody has, in any status and entity, is never given to a second person; it is looked up right before an add.', 'enforcedPerEntity', 'duplicatesAccepted'),
    asked: writing('Gives one test contact the e-mail of the other.'),
    tests: [CREATE],
  },
  U24employee: {
    question: "Is updateEmployees.socialSec the same value as the contact's?",
    positions: {
      sameValue: fits('The contact is written.'),
      itsOwnValue: handled('Where the employee does not show the contact\'s number afterwards, the employee is written too.'),
    },
    asked: writing('Gives the test contact an invented national ID and looks whether the test employee shows one.'),
    tests: [UPDATE, CREATE],
  },
  U25: {
    question: 'Do contact.name and employee.description follow a change of name?',
    positions: {
      follow: fits('Nothing more is sent.'),
      stay: handled('Rewritten where they still are what the old names made; another text is left alone.'),
    },
    asked: writing('Renames the test contact.'),
    tests: [UPDATE],
  },
  U26updates: {
    question: 'Can a closed employee be changed?',
    positions: {
      allowed: fits('Changed like others.'),
      rejected: handled('Refused in Xledger\'s words; the contact is written all the same.'),
    },
    asked: writing('Closes the test employee and changes it once more.'),
    tests: [UPDATE],
  },
  U28: {
    question: 'What does a lookup with several keys do?',
    positions: alike('One key is sent (dbId and dbSubId of a system value belong together).', 'allMustAgree', 'firstWins', 'error'),
    asked: writing('Gives the test employee an employee group by two keys that agree, and by two that do not.'),
    tests: ['test/unit/xledger/documents.test.ts', EVERY],
  },
  U29: {
    question: 'Does showAlternatives: YES write?',
    positions: alike('Not used: it may write. The values that it would list are learnt by reading, genders from contacts and countries from their list. Only verify sends it, with --write, in a demo.', 'alwaysAnError', 'writesWhenItResolves'),
    asked: writing('Gives the test employee an employee group with it.'),
    tests: [EVERY],
  },
  U31: {
    question: 'What may bankAccount hold?',
    positions: {
      anyText: fits('National accounts by default; not where the subledger\'s company is of another country.'),
      domesticOnly: handled('The same; what is refused is said.'),
      domesticOrIban: handled('The same.'),
    },
    asked: writing('Gives the test supplier the account of a published example, its IBAN, and a text. Cannot be told where invalid values are refused (U22).'),
    tests: ['test/integration/upsert.test.ts', EVERY],
  },
};
