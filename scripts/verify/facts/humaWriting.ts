// Open questions about Huma that only a write or a message can answer.
import { alike, breaks, fits, handled, never, writing, type Facts } from './shape';

const WRITING = 'test/unit/huma-writing.test.ts';
const MESSAGES = 'test/integration/humaWebhooks.test.ts';
const SWITCHES = 'test/integration/humaSwitches.test.ts';

const CAPTURE = never('Only a message of Huma shows it.');
const SEVERAL = never('One message does not show it; nothing the package does depends on it.');

export const HUMA_WRITING_FACTS: Facts = {
  H1: {
    question: 'How is the webhook digest encoded?',
    positions: alike('Hex in any case and base64 in both alphabets, padded or not, are decoded and compared as bytes.', 'base64', 'base64url', 'hex', 'hexUpper'),
    asked: CAPTURE, tests: [MESSAGES, 'test/unit/huma/webhook.test.ts'],
  },
  H1Key: {
    question: 'Which bytes of the client secret sign?',
    positions: { text: fits('The secret\'s text signs.'), decoded: breaks('Every signature is refused, so nothing gets in: leave the client secret out, in Huma and in the credential, and use the access token.') },
    asked: CAPTURE, tests: [MESSAGES],
  },
  H2: {
    question: 'What does users-update carry?',
    positions: alike('A message only says who changed: the person is read again. Without the Open API, only keys that are present count.', 'changedOnly', 'full'),
    asked: CAPTURE, tests: [MESSAGES],
  },
  H2Shape: {
    question: 'Are webhook values plain or wrapped?',
    positions: alike('Both are read.', 'plain', 'wrapped'),
    asked: CAPTURE, tests: [MESSAGES, 'test/unit/huma/webhook.test.ts'],
  },
  H3: {
    question: 'How does a message show an emptied field?',
    positions: alike('A message never clears: an emptied field is reported, or unsaid.', 'null', 'emptyText', 'absent'),
    asked: CAPTURE, tests: [MESSAGES, 'test/unit/huma/webhook.test.ts'],
  },
  H4: {
    question: 'What does users-delete carry?',
    positions: alike('Only the id is used: the link becomes a tombstone, and nothing is written.', 'idAndEmail', 'lastKnown'),
    asked: CAPTURE, tests: [MESSAGES],
  },
  H5: {
    question: 'How many people are in one message of an export?',
    positions: alike('Each person becomes a row of the inbox, however many come at once.', 'onePerRequest', 'all'),
    asked: CAPTURE, tests: [MESSAGES],
  },
  H6Retries: {
    question: 'Is a failed delivery repeated?',
    positions: alike('It is not counted on: the message is answered when it is in the table, and what fails later is tried again from there. The nightly run finds the rest.', 'none', 'thrice'),
    asked: SEVERAL, tests: [MESSAGES],
  },
  H6Duplicates: {
    question: 'Does a message come more than once?',
    positions: alike('A second message finds nothing to do.', 'once', 'twice'),
    asked: SEVERAL, tests: [MESSAGES, 'test/integration/upsertMany.test.ts'],
  },
  H6Order: {
    question: 'Do messages come in order?',
    positions: alike('The person is read again, so the order does not matter.', 'inOrder', 'reversed'),
    asked: SEVERAL, tests: [MESSAGES],
  },
  H6Id: {
    question: 'Does a message have a delivery id?',
    positions: alike('None is needed.', 'none', 'header'),
    asked: CAPTURE, tests: [MESSAGES],
  },
  H7: {
    question: 'How is a change of the login e-mail announced?',
    positions: alike('Any topic that names users by id means that they changed.', 'usersUpdate', 'extra', 'instead'),
    asked: CAPTURE, tests: [MESSAGES],
  },
  H7Moment: {
    question: 'When is a pending e-mail change announced?',
    positions: alike('The address that is in force counts, never the one that waits.', 'confirmation', 'request'),
    asked: SEVERAL, tests: [MESSAGES],
  },
  H7Body: {
    question: 'Do undocumented topics carry users[]?',
    positions: { users: fits('They mean that these users changed.'), other: handled('Ignored, and said to be; the nightly run finds the change.') },
    asked: CAPTURE, tests: [MESSAGES, 'test/unit/huma/webhook.test.ts'],
  },
  H8: {
    question: 'Do changes of status, position, identification and group send a message?',
    positions: { all: fits('Every message reads status, positions and groups again.'), profileOnly: handled('The nightly run finds these changes.'), otherTopics: handled('Any topic that names users by id means that they changed.') },
    asked: CAPTURE, tests: [MESSAGES],
  },
  H16: {
    question: 'What does null in a PATCH do?',
    positions: { clears: fits('Sent on an explicit choice only, and read back.'), ignored: handled('Reading back shows it: said to have not stuck.'), refused: handled('The refusal is said.') },
    asked: writing('Gives the test person a preferred name and sends null for it.'), tests: [WRITING],
  },
  H20: {
    question: 'What does a taken e-mail, phone or employment id answer?',
    positions: {
      badRequest: fits('What somebody else has is not sent; a refusal all the same is final for that field, and the others go on.'),
      conflict: handled('The same.'),
      serverError: handled('After three answers of HTTP 500 the value counts as refused.'),
      accepted: handled('What somebody else has is not sent.'),
    },
    asked: writing('Gives the test person somebody else\'s phone number, and takes it back at once.'), tests: [WRITING],
  },
  H21: {
    question: 'Is groups: [] accepted for a new person?',
    positions: { accepted: fits('The connection\'s group is sent; without one, none.'), refused: handled('The connection\'s group is sent; without one, the refusal says that a group is needed.') },
    asked: writing('Adds the test person without a group.'), tests: [WRITING],
  },
  H22: {
    question: 'When does a new e-mail count?',
    positions: alike('Read back: an address that waits is "awaiting confirmation", neither an error nor repeated.', 'pendingOnceLoggedIn', 'immediate', 'pending'),
    asked: writing('Gives the test person another e-mail. The test person has never logged in, so the first two look the same.'), tests: [WRITING, SWITCHES],
  },
  H23: {
    question: 'How does a phone number come back?',
    positions: alike('Compared in one form.', 'asEntered', 'e164'),
    asked: writing('Looks whether any phone number is written another way than +47…; with --write at the test person\'s.'), tests: [SWITCHES],
  },
  H27: {
    question: 'Does leaving the group cut the link to an integration?',
    positions: alike('The package keeps links of its own: they stay, and nothing is written while the person is outside the group.', 'linkKept', 'linkCut'),
    asked: never('It would take a person who is linked with another integration.'), tests: ['test/unit/sync/events.test.ts'],
  },
  H28: {
    question: 'Is the employment id unique inside Huma?',
    positions: alike('Duplicates are looked for and reported, never written.', 'enforced', 'notEnforced'),
    asked: writing('Gives the test person somebody else\'s employment id, and takes it back at once. Cannot be told where Huma refuses nothing that is taken (H20).'), tests: [WRITING, 'test/unit/plan/situations.test.ts'],
  },
};
