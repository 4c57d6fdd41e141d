/** Flow 2: one drainer works off the inbox: one entry a person, full batches, links remembered, what fails tried again later, what keeps failing parked. */
import type { Flow } from './flow';
import { freeLock, takeLock } from './lock';
import { CREDENTIALS, everySeconds, FLOW_IDS, only, ours, set, whenCalled } from './nodes';
import { CONNECTION_SETTINGS, getLinks, remember } from './remembered';
import { deleteRows, getRows, insertRow, updateRows } from './tables';

/** How long a run that died holds its lock: longer than one that waits for both systems as long as it may. A live run is ended before, so that two are never at work. */
const LOCK_MINUTES = 15;
/** The last request of a run that n8n ends has its answer, or has given up, by the time the lock is free. */
const ENDS_BEFORE_THE_LOCK = 60;

/** Events that one run takes at most: a batch of Xledger's, and far less work than the lock lasts. */
const BATCH = 500;

const now = '={{ $now.toMillis() }}';
const connection = "={{ $('Settings').first().json.connection }}";
const row = "$('Claim').item.json";
const setting = (name: string) => `$('Settings').first().json.${name}`;

/** So many go at once. More are the beginning of a burst: in one run they cost Xledger a handful of requests, one by one a handful each. */
const FEW = 3;
const due = "$('Anything Due?')";
/** Not within so many seconds; a time that cannot be read is long ago. */
const isPast = (row: string, seconds: string) => `!($now.toMillis() - DateTime.fromISO(${due}.${row}().json.receivedAt).toMillis() < 1000 * ${seconds})`;
const allThere = `={{ ${due}.all().length <= ${FEW} || ${due}.all().length >= ${BATCH} || ${isPast('last', setting('quiet'))} || ${isPast('first', setting('longestGathering'))} }}`;

/** Waits 10 s, 20 s, 40 s … at most an hour, or as long as Xledger said. */
const nextTry = `={{ $json.code === 'creating' ? $now.toMillis() : Math.max($now.toMillis() + 1000 * Math.min(${setting('longestWait')}, ${setting('firstWait')} * 2 ** ${row}.tries), $json.resumeAt ?? 0) }}`;
/** Somebody new is noted in one run and created in the next: that is no try in vain. */
const triedOnceMore = `={{ ${row}.tries + ($json.code === 'creating' ? 0 : 1) }}`;
/** Xledger changed more than it was sent (U6): waiting does not help, so somebody has to look before it goes on. */
const stoppedAtFirst = "['movedUnmeant', 'canaryStopped'].includes($json.code)";
const struckOnceMore = `(${row}.strikes ?? 0) + 1`;
const parkedAfter = (strikes: string) => `={{ ${stoppedAtFirst} || ${strikes} >= ${setting('maxTries')} ? 'parked' : 'waiting' }}`;

/** Xledger or Huma away for as long as it likes is no fault of the event. It is one when others got through since its last try. */
const AWAY = "['xledgerUnavailable', 'humaUnavailable'].includes($json.code)";
const strikes = `(${row}.strikes ?? 0) + (${AWAY} && ${row}.code !== 'back' || $json.code === 'creating' ? 0 : 1)`;
/** What says no more than another entry of the same person: a new user and a deletion say more than a change. */
const saysNoMore = "={{ ['users-create', 'users-delete'].includes($json.topic) ? $json.topic : '%' }}";
const LOGGED = { at: '={{ $now.toISO() }}', connection, flow: '={{ $workflow.name }}', run: '={{ $execution.id }}' };
const fieldNames = "={{ [...($json.changes ?? []), ...($json.problems ?? [])].map((entry) => entry.label ?? entry.field).filter((name, index, all) => name && all.indexOf(name) === index).join(', ') }}";

const remembering = remember([9.2, 1]);

export const inboxToXledger: Flow = {
  id: FLOW_IDS.inbox,
  name: 'Xledger: Inbox to Xledger',
  errorFlow: FLOW_IDS.errorLog,
  forgetsSuccess: true,
  endsAfter: LOCK_MINUTES * 60 - ENDS_BEFORE_THE_LOCK,
  nodes: [
    everySeconds('Every 2 Seconds', [-1, 2], 2),
    set('Settings', [0, 2], { connection: 'default', maxTries: 12, firstWait: 10, longestWait: 3600, patience: 240, quiet: 4, longestGathering: 60, lockMinutes: LOCK_MINUTES }),
    getRows('Anything Due?', [1, 2], 'xledger_inbox', [['connection', 'eq', '={{ $json.connection }}'], ['status', 'neq', 'parked'], ['nextTryAt', 'lte', now]], BATCH, { orderBy: ['id', 'ASC'] }),
    only('Few, or All There', [2, 2], [[allThere, 'boolean', 'true']], 'and', { executeOnce: true }),
    takeLock('Take the Lock', [3, 2], connection, setting('lockMinutes')),
    updateRows('Reopen What a Dead Run Claimed', [4, 2], 'xledger_inbox', [['connection', 'eq', connection], ['status', 'eq', 'claimed']], { status: 'waiting', claim: '' }, { alwaysOutputData: true, executeOnce: true }),
    updateRows('Claim', [5, 2], 'xledger_inbox', [['connection', 'eq', connection], ['status', 'eq', 'waiting'], ['nextTryAt', 'lte', now], ['id', 'lte', "={{ $('Anything Due?').last().json.id }}"]], { status: 'claimed', claim: '={{ $execution.id }}' }, { executeOnce: true, alwaysOutputData: true }),
    only('Something Claimed', [6, 2], [['={{ $json.humaId }}', 'string', 'notEmpty']]),
    getRows('Connection', [6, 3.2], 'xledger_connections', [['connection', 'eq', connection]], 1, { executeOnce: true, alwaysOutputData: true }),
    getLinks('Links', [7, 3.2], connection),
    ours('Upsert Employee', [8, 2], 'xledgerUpsertEmployee', { peopleFrom: 'huma', humaId: '={{ $json.humaId }}', event: '={{ $json.topic }}', whenMissing: 'skip', whenMatched: 'report', clearing: true, connection: CONNECTION_SETTINGS, options: { patience: `={{ ${setting('patience')} }}`, learnt: "={{ $('Connection').first().json.learnt ?? '' }}" } }, { ...CREDENTIALS.xledger, ...CREDENTIALS.huma }, { onError: 'continueErrorOutput' }),

    // n8n runs the branches from top to bottom: links are remembered before a row leaves the inbox.
    set('Did Anybody Get Through?', [9.2, -2], { yes: "={{ $('Upsert Employee').all().some(({ json }) => ['applied', 'unchanged'].includes(json.outcome)) }}" }, { executeOnce: true }),
    only('Somebody Got Through', [10.2, -2], [['={{ $json.yes }}', 'string', 'equals', 'true']]),
    updateRows('What Waited for That Is Due', [11.2, -2], 'xledger_inbox', [['connection', 'eq', connection], ['status', 'eq', 'waiting'], ['code', 'eq', 'away']], { code: 'back', tries: 0, nextTryAt: 0 }),
    // Only the first result carries it.
    only('Learnt Something', [9.2, -1], [['={{ $json.forms }}', 'object', 'notEmpty']], 'and', { executeOnce: true }),
    updateRows('Keep What Was Learnt', [10.2, -1], 'xledger_connections', [['connection', 'eq', connection]], { learnt: '={{ JSON.stringify($json.forms) }}' }),
    // Said before it is remembered: what a link keeps is not said again, should n8n die between the two.
    only('Worth a Word', [9.2, 0], [[`={{ (!['applied', 'unchanged'].includes($json.outcome) || ($json.problems ?? []).length > 0) && !(${AWAY} && ${row}.tries > 0) && !['creating', 'sameAsAnotherItem'].includes($json.code) }}`, 'boolean', 'true']]),
    insertRow('Write to the Log', [10.2, 0], 'xledger_log', {
      ...LOGGED,
      humaId: "={{ $json.humaId ?? '' }}",
      employeeDbId: "={{ $json.employeeDbId ?? '' }}",
      name: "={{ $json.name ?? '' }}",
      outcome: '={{ $json.outcome }}',
      code: '={{ $json.code }}',
      fields: fieldNames,
      what: '={{ $json.reason }}',
      retry: '={{ $json.retry }}',
    }),
    ...remembering.nodes,
    // n8n passes the input through when a node breaks down: what has no result is tried again, never taken for done.
    // A token or key that is not accepted does not mend itself, but people mend it: until then events wait.
    only('To Try Again', [9.2, 2], [[`={{ ($json.retry ?? true) || ${AWAY} || ${stoppedAtFirst} }}`, 'boolean', 'true']]),
    updateRows('Try Again Later', [10.2, 2], 'xledger_inbox', [['id', 'eq', `={{ ${row}.id }}`]], { status: parkedAfter(strikes), claim: '', tries: triedOnceMore, strikes: `={{ ${strikes} }}`, nextTryAt: nextTry, code: `={{ ${AWAY} ? 'away' : ($json.code ?? 'noResult') }}`, reason: '={{ $json.reason }}' }),
    only('Parked Now', [11.2, 2], [['={{ $json.status }}', 'string', 'equals', 'parked']]),
    insertRow('Say So in the Log', [12.2, 2], 'xledger_log', { ...LOGGED, humaId: '={{ $json.humaId }}', outcome: 'failed', code: 'parked', what: "={{ 'Tried ' + $json.strikes + ' times, and put aside. Send it again with the flow \"Xledger: Send Parked Events Again\". Last reason: ' + $json.reason }}", retry: false }),
    // One entry a person: the oldest keeps its place.
    getRows('An Older One Waits', [11.2, 3], 'xledger_inbox', [['connection', 'eq', connection], ['humaId', 'eq', '={{ $json.humaId }}'], ['status', 'eq', 'waiting'], ['id', 'lt', '={{ $json.id }}'], ['topic', 'like', saysNoMore]], 1),
    deleteRows('Its Work Is the Same', [12.2, 3], 'xledger_inbox', [['id', 'eq', "={{ $('Try Again Later').item.json.id }}"], ['status', 'eq', 'waiting']]),
    deleteRows('Done: Out of the Inbox', [9.2, 4], 'xledger_inbox', [['claim', 'eq', '={{ $execution.id }}'], ['status', 'eq', 'claimed']], { executeOnce: true, alwaysOutputData: true }),
    freeLock('Free the Lock', [10.2, 4]),

    // The node itself failed: nobody's fault in particular, so everything waits.
    updateRows('All Wait', [9.2, 5], 'xledger_inbox', [['id', 'eq', `={{ ${row}.id }}`]], { status: parkedAfter(struckOnceMore), claim: '', tries: triedOnceMore, strikes: `={{ ${struckOnceMore} }}`, nextTryAt: nextTry, code: 'nodeFailed', reason: '={{ $json.error }}' }),
    insertRow('Write Why to the Log', [10.2, 5], 'xledger_log', { ...LOGGED, outcome: 'notAttempted', code: 'nodeFailed', what: "={{ $('Upsert Employee').first(1).json.error ?? 'Upsert Employee failed.' }}", retry: true }, { executeOnce: true }),
    freeLock('Free the Lock Too', [11.2, 5]),

    freeLock('Free the Lock, Nothing to Do', [7, 4.4]),
    only('Nothing Claimed', [6, 4.4], [['={{ $json.humaId }}', 'string', 'empty']]),

    whenCalled('Are You There?', [0, 5.8]),
    set('Here', [1, 5.8], { there: true }),
  ],
  wires: [
    ['Every 2 Seconds', 'Settings'],
    ['Settings', 'Anything Due?'],
    ['Anything Due?', 'Few, or All There'],
    ['Few, or All There', 'Take the Lock'],
    ['Take the Lock', 'Reopen What a Dead Run Claimed'],
    ['Reopen What a Dead Run Claimed', 'Claim'],
    ['Claim', 'Something Claimed'],
    ['Claim', 'Nothing Claimed'],
    ['Nothing Claimed', 'Free the Lock, Nothing to Do'],
    ['Something Claimed', 'Connection'],
    ['Connection', 'Links'],
    ['Something Claimed', 'Upsert Employee'],
    ['Links', 'Upsert Employee', { input: 1 }],
    ['Upsert Employee', 'Did Anybody Get Through?'],
    ['Did Anybody Get Through?', 'Somebody Got Through'],
    ['Somebody Got Through', 'What Waited for That Is Due'],
    ['Upsert Employee', 'Learnt Something'],
    ['Learnt Something', 'Keep What Was Learnt'],
    ['Upsert Employee', remembering.first],
    ...remembering.wires,
    ['Upsert Employee', 'Worth a Word'],
    ['Worth a Word', 'Write to the Log'],
    ['Upsert Employee', 'To Try Again'],
    ['To Try Again', 'Try Again Later'],
    ['Try Again Later', 'Parked Now'],
    ['Parked Now', 'Say So in the Log'],
    ['Try Again Later', 'An Older One Waits'],
    ['An Older One Waits', 'Its Work Is the Same'],
    ['Upsert Employee', 'Done: Out of the Inbox'],
    ['Done: Out of the Inbox', 'Free the Lock'],
    ['Upsert Employee', 'All Wait', { output: 1 }],
    ['All Wait', 'Write Why to the Log'],
    ['Write Why to the Log', 'Free the Lock Too'],
    ['Are You There?', 'Here'],
  ],
  notes: [
    { at: [-1, 0.4], size: [5.6, 1.2], text: '## Inbox → Xledger\nEvery two seconds: is anything due? Up to three events go at once; more are a burst, and wait until no more come for four seconds, 500 are there, or a minute has passed: Xledger counts requests. One run at a time works, on 500 events at most (a lock row, taken by a conditional update; after *lockMinutes* it counts as abandoned; n8n ends a run a minute before, by *Timeout* in the settings of the flow). All events of one person become one piece of work; the person is read again from Huma, so order and duplicates do not matter.' },
    { at: [5.8, 0.4], size: [3, 1.2], text: '### Who is written\nThe connection\'s row in `xledger_connections` decides: **active** (off: nothing is written), **autoAdd** (people added in Huma are added in Xledger). People known by `xledger_links` are updated; deactivated and deleted people are left as they are.' },
    { at: [13.6, -1], size: [2.3, 3.2], color: 4, text: '### What becomes of an event\n- done → out of the inbox\n- Xledger or Huma away → waits 10 s, 20 s, 40 s … up to an hour, however long that takes; when somebody gets through, all are due at once\n- fails 12 times while others get through → **parked**, with the reason. The flow *Send Parked Events Again* sends it again\n- waits → one entry a person\n- anything not written → a row in `xledger_log`, masked' },
    { at: [8.9, 5.95], size: [3.6, 0.7], color: 3, text: '*Error path: the whole step failed (no network, wrong credential). Nothing is lost: every event waits, and the log says why.*' },
    { at: [0, 5.4], size: [2.6, 1.4], color: 4, text: '*Set-up calls this to see whether the flow is published.*' },
  ],
};
