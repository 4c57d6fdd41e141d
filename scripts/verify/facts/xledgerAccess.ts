// Open questions about Xledger's door: tokens, scopes, limits, the schema and who owns what.
import { alike, breaks, fits, handled, limits, never, reading, type Facts } from './shape';

const EVERY = 'test/integration/upsertMany.test.ts';
const READ = 'test/integration/xledgerRead.test.ts';
const UPDATE = 'test/integration/xledgerUpdate.test.ts';
const CREATE = 'test/integration/xledgerCreate.test.ts';
const CREDENTIALS = 'test/nodes/credentials.test.ts';

export const ACCESS_FACTS: Facts = {
  U13: {
    question: 'How is a bad, expired or revoked token answered?',
    positions: alike('The answer is read whatever its status; the run stops at once, as a matter of the credential, and nothing is repeated.', 'errorsWith200', 'json401', 'json400', 'json403', 'nonJson'),
    asked: reading('Asks once with a header that is malformed and once with a token that nobody has.'),
    tests: [CREDENTIALS, READ],
  },
  U14: {
    question: 'What is seen where a scope is missing?',
    positions: {
      queryFails: fits('The refusal is taken for what it is: the scope is named, and the run stops.'),
      fieldIsNull: handled('Contacts or subledgers that are missing on every employee are a missing scope: the run stops, and no links are made.'),
      asIfEmpty: handled('No employee, or employees without any contact or subledger: each object is asked for by itself, the scope is named, and nobody is created.'),
    },
    asked: reading('Asks for one thing of each kind, and for the owner of an employee, which is in no list of scopes that Huma asks for. Cannot be told while the token can read everything.'),
    tests: [CREDENTIALS, CREATE, READ],
  },
  U18: {
    question: 'Which scalar is node.dbId?',
    positions: {
      id: fits('Sent as a number.'),
      int64String: handled('Sent as a number; after one refusal the schema is asked and text is sent. Where the schema does not answer, each form is tried once.'),
      int: handled('Sent as a number.'),
    },
    asked: reading('Looks at the input types of the schema. Where the schema does not answer, --write tries a number and a text.'),
    tests: [UPDATE],
  },
  U18lookup: {
    question: 'Which scalar is the dbId of a lookup?',
    positions: {
      id: fits('Sent as text.'),
      int64String: handled('Sent as text.'),
      int: handled('Sent as text; after one refusal the schema is asked and a number is sent. Where the schema does not answer, each form is tried once.'),
    },
    asked: reading('Looks at the input types of the schema. Where the schema does not answer, --write tries a number and a text.'),
    tests: [UPDATE],
  },
  U19: {
    question: 'How generous are the limits?',
    positions: alike('One request at a time, at most 15 in 5 seconds for each token; a limit that is met all the same is waited out with growing pauses, whether it comes as HTTP 200 or 429.', 'generous', 'oneAtATimeAnd429'),
    asked: limits('Asks 25 small questions at once (only with --limits), and looks how the refusals come.'),
    tests: ['test/unit/xledger/limiter.test.ts', 'test/unit/xledger/errorsTable.test.ts', EVERY],
  },
  U19rateLimit: {
    question: 'Can rateLimit be asked for?',
    positions: alike('It is not asked for; requests are counted and shown.', 'exists', 'absent'),
    asked: reading('Asks for it.'),
    tests: [EVERY],
  },
  U19resetAt: {
    question: 'How is resetAt written?',
    positions: {
      isoUtc: fits('Read as it says; the run stops resumably and shows when it can go on.'),
      localWithoutZone: handled('Taken for Norwegian time or UTC, whichever lies ahead first: asking too early costs one request.'),
      epochSeconds: handled('Read as seconds.'),
      unreadable: handled('Taken for one hour from now.'),
    },
    asked: never('It comes only when all credits are used up, and using them up would stop every other integration of the customer.'),
    tests: ['test/unit/xledger/waits.test.ts', READ],
  },
  U19timeout: {
    question: 'When does a query time out?',
    positions: {
      never: fits('Pages of 10,000 rows.'),
      over500Rows: handled('The page is halved until it passes; an answer that was lost to a mutation is looked for before anything is sent again.'),
    },
    asked: reading('Asks for a page of 10,000 people with every path that the nodes read.'),
    tests: [READ, EVERY],
  },
  U27: {
    question: 'Do all input fields exist, and may the schema be asked?',
    positions: {
      allExist: fits('The schema is asked before the first write, and that it holds everything is remembered. Every field is sent.'),
      someMissing: handled('Asked before the first write. Fields that it does not have are left out and said to be: that path stays as it is in Xledger. Where one is missing that nobody can be created or changed without, nothing is written, and the message names it. A field that cannot be read is left out of the question: its path is neither compared nor written, and that is told; one that people are known by stops the run.'),
      introspectionOff: handled('Remembered, and not asked again. The schema is not needed: forms are found by trying.'),
      introspectionOffAndSomeMissing: handled('The field that a refusal names is left out, one after the other, and said to be. One that a new employee needs stops the run where it is missed: a contact may be there by then, which the next run takes up.'),
    },
    asked: reading('Asks for the schema and compares it with every field that the package can send. Where the schema does not answer, --write sends a document that cannot pass and looks which fields are refused.'),
    tests: [UPDATE, EVERY, 'test/integration/positions/missingInputs.test.ts', 'test/integration/positions/missingOutputs.test.ts'],
  },
  U30: {
    question: 'How long does a token live?',
    positions: alike('A token that is no longer accepted stops the run; what is left undone says so, and nothing is repeated.', 'unlimited', 'fixedPeriod'),
    asked: never('Only time tells.'),
    tests: [EVERY],
  },
  U32: {
    question: 'Which id of the viewer is the ownerDbId of rows?',
    positions: alike('The viewer is not asked: the owners seen on employees are offered to choose from, one alone is taken, and with several and none chosen nobody is created.', 'entityDbId', 'entityOwnerDbId', 'viewerNotAllowed'),
    asked: reading('Asks for the viewer\'s entity and compares it with the owners of employees.'),
    tests: [CREATE, EVERY],
  },
  U33: {
    question: 'Do employee(dbId), orderBy on employees and a filter on deltas exist?',
    positions: alike('None of them is used.', 'exist', 'doNotExist'),
    asked: reading('Asks with each of them.'),
    tests: [EVERY],
  },
  refusals: {
    question: 'Which status has a refused document or input? (both were seen)',
    positions: alike('The words and codes of the errors decide, not the status.', 'http200', 'http400'),
    asked: reading('Asks for a field that does not exist.'),
    tests: ['test/unit/xledger/errorsTable.test.ts', EVERY],
  },
};

export const U4_FACT: Facts = {
  U4: {
    question: 'What is mandatory on create?',
    positions: {
      onlySupplierCodeAndDescription: fits('Sent: the supplier\'s code and description, and every field that has a value.'),
      moreNonNullFields: handled('A contact\'s id is sent where the schema demands it, and the employee group of the settings. A demanded field that nobody has a value for is refused in Xledger\'s words.'),
      serverRulesBeyondTheSchema: breaks('Xledger refuses new people in its own words; the contact that exists by then is used again by the next run. Updates work. What the settings can supply: owner, employee group, supplier group.'),
    },
    asked: { by: 'writing', how: 'Looks at the schema; with --write adds rows with the least there is, and with more where that is refused.' },
    tests: [CREATE],
  },
};
