// Open questions about Huma that reading its Open API can answer.
import { alike, breaks, fits, handled, limits, never, reading, waiting, type Facts } from './shape';

const SWITCHES = 'test/integration/humaSwitches.test.ts';
const HUMA = 'test/integration/huma.test.ts';
const WRITING = 'test/unit/huma-writing.test.ts';

export const HUMA_READING_FACTS: Facts = {
  H9: {
    question: 'May a key read bank account, identifications and termination?',
    positions: {
      readable: fits('All fields are compared.'),
      wrapperMissing: handled('These fields are unreadable: never compared, written or cleared, and listed in the result.'),
      wrapperWithoutValue: handled('These fields are reported, and never cleared.'),
    },
    asked: reading('Looks at the details of up to 25 people: which fields come, never what is in them.'),
    tests: [SWITCHES, WRITING],
  },
  H10: {
    question: 'What does a wrapper without value mean?',
    positions: {
      empty: fits('Empty where it may be edited: cleared in Xledger where clearing is switched on and it was synced before.'),
      hidden: handled('It may not be edited, so it is reported and never cleared.'),
      emptyLeftOut: handled('Unreadable: never cleared.'),
    },
    asked: reading('Looks at the fields without value of up to 25 active people.'),
    tests: [SWITCHES, WRITING],
  },
  H11: {
    question: 'Who is in a list without isActive?',
    positions: alike('Active and deactivated people are asked for in two lists.', 'all', 'activeOnly'),
    asked: reading('Compares the three counts. Cannot be told where nobody is deactivated.'),
    tests: [SWITCHES],
  },
  H12: {
    question: 'What does reading a deleted, deactivated or invisible person answer?',
    positions: {
      deletedNotFound: fits('Deactivated people are locked; 404 and 403 mean not visible: nothing is written, and it is reported, never taken for a deletion.'),
      notFound: handled('The same; a deactivated person is not visible.'),
      forbidden: handled('The same; a deactivated person is not visible.'),
      fewFields: handled('What is left out is unreadable: nothing is cleared.'),
    },
    asked: reading('Reads somebody who is deactivated. Cannot be told where nobody is.'),
    tests: [SWITCHES],
  },
  H13: {
    question: 'Is there a rate limit?',
    positions: alike('Few calls at a time; 429 and 5xx are waited out, as long as Retry-After says, else longer each time.', 'unlimited', 'tooManyRequests', 'withoutRetryAfter', 'unavailable'),
    asked: limits('Asks for 30 small lists at once (only with --limits).'),
    tests: [HUMA],
  },
  H13Token: {
    question: 'How long does a token live, and in which unit is expires_in?',
    positions: alike('The first 401 fetches a new token and repeats the call once, whatever was promised.', 'seconds', 'milliseconds', 'endsEarly'),
    asked: waiting('Looks at the number; whether a token lives as long as it says needs --wait <minutes>.'),
    tests: [HUMA],
  },
  H14: {
    question: 'How are array filters sent?',
    positions: alike('One value in a request, which reads the same both ways.', 'repeated', 'comma'),
    asked: reading('Asks for two people by id, with the key twice and with a comma.'),
    tests: [SWITCHES],
  },
  H15: {
    question: 'Are pages of people stable?',
    positions: {
      stable: fits('Pages by offset until the total, each person once.'),
      shifting: handled('Up to three passes until everybody who is counted was seen; who was not seen is never taken for deleted.'),
    },
    asked: reading('Asks for the same page three times. Stable means: as far as was seen.'),
    tests: [HUMA],
  },
  H15Positions: {
    question: 'How many positions are on a page when no limit is sent?',
    positions: alike('A limit is always sent, and pages are read to the end.', 'all', 'one'),
    asked: reading('Asks for the positions of somebody who has several, with and without a limit.'),
    tests: [SWITCHES],
  },
  H17: {
    question: "Which words are a bank account's type?",
    positions: alike('Read by its shape; written with the word of the person\'s present account, else "national". A word that Huma does not take is refused for this field alone.', 'national', 'NATIONAL', 'domestic'),
    asked: reading('Looks at the type of national accounts.'),
    tests: [SWITCHES, WRITING],
  },
  H17Code: {
    question: "What is a bank account's code?",
    positions: alike('Not used.', 'clearing', 'country', 'empty'),
    asked: reading('Compares it with the beginning of the number and the country.'),
    tests: [SWITCHES],
  },
  H18: {
    question: 'Which position do the deprecated employment fields show?',
    positions: {
      earliestCurrent: fits('They only confirm one of several current positions, by title and start; none confirmed: reported, and no position field is synced.'),
      largestPercentage: handled('The same.'),
      latestStart: handled('The same.'),
      overallFirstStart: handled('The same; the start may fit none, then it is reported.'),
    },
    asked: reading('Looks at people with several positions. Cannot be told where nobody has them.'),
    tests: [SWITCHES, 'test/unit/huma/mainPosition.test.ts'],
  },
  H19: {
    question: 'Are the deprecated employment fields still filled?',
    positions: {
      kept: fits('They may confirm; they never clear.'),
      emptyWrappers: handled('People with one current position are synced as ever; several are reported.'),
      removed: handled('The same.'),
    },
    asked: reading('Looks at the deprecated fields of people with a position.'),
    tests: [SWITCHES],
  },
  H24: {
    question: 'How does an address country come back?',
    positions: {
      upper: fits('Taken as the code it is.'),
      lower: handled('Taken as the code it is.'),
      name: breaks('Not two letters: reported, and the address is not sent.'),
    },
    asked: reading('Looks at the form of the country in addresses.'),
    tests: [SWITCHES],
  },
  H25: {
    question: "How does Huma's own Xledger integration show in connectedIntegrations?",
    positions: {
      none: fits('Nothing to warn of.'),
      xledger: handled('A warning stands in result, plan and report: two syncs would write the same fields.'),
      somethingElse: handled('Only what names Xledger is warned of: look in Huma whether its own integration is on.'),
    },
    asked: reading('Looks at the names of the integrations that people are connected with.'),
    tests: [SWITCHES],
  },
  H26: {
    question: 'What does a locked_disconnect warning mean?',
    positions: {
      none: fits('Nothing to warn of.'),
      unlinks: handled('A field with a warning is written to Huma only by an explicit choice.'),
      refused: handled('The same; the refusal is said.'),
    },
    asked: reading('Looks whether any field carries one. What an edit would do is not tried: it could cut a link.'),
    tests: [WRITING, SWITCHES],
  },
  H29: {
    question: "Which fields does Huma's own integration require?",
    positions: { notShown: fits('E-mail always; names for new people; what Xledger demands besides is said in its words.') },
    asked: never('It is a rule inside another integration: no answer of a server depends on it.'),
    tests: ['test/unit/sync/upsert.test.ts'],
  },
};
