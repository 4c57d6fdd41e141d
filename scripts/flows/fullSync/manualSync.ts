/** Flow 4: the manual sync, step by step in a form: what matches and differs, who wins, who is created where, a last look, apply, the result. */
import type { Flow } from '../flow';
import { alone, OTHERS_AT_WORK } from '../lock';
import { CREDENTIALS, FLOW_IDS, formEnd, formStart, list, only, ours, RESULT_TO, set, shortPage, split } from '../nodes';
import { CONNECTION_SETTINGS, getLinks } from '../remembered';
import { getRows, updateRows } from '../tables';
import { afterApplying, KNOWN_OF_XLEDGER } from './afterApplying';
import { decidedRows, exceptionQuestions, fieldQuestions, SCOPES, tickQuestions, whoDiffers, whoIsToBeTicked, WINS } from './choices';
import { lastLook, overrideIn } from './lastLook';
import { answered, page } from './pages';
import { portions } from './portions';

const connection = "={{ $('Connection').first().json.connection }}";
const both = { ...CREDENTIALS.xledger, ...CREDENTIALS.huma };
const start = "$('Start').first().json";
const plan = "$('Compare').first(4).json";
const scopes = "$('In One System Only').first().json";
const size = "$('Settings').first().json.peopleOnAPage";

const exceptions = portions('Exceptions', [0, 4.4], {
  people: whoDiffers,
  size,
  title: 'Exceptions',
  description: '=Whom to treat in another way than the others. Page {{ $json.portion }}.',
  button: 'Next',
  fields: [{ expression: exceptionQuestions }],
});
const ticks = portions('People to Decide On', [7.2, 4.4], {
  people: whoIsToBeTicked(scopes),
  size,
  title: 'One by one',
  description: '=Tick whom you mean; the others stay as they are. Page {{ $json.portion }}.',
  button: 'Next',
  fields: [{ expression: tickQuestions }],
});
const decided = list('Decided Rows', [0, 7.4], `={{ ${decidedRows({ wins: "$('Who Wins').first().json", exceptions: exceptions.answers, scopes, ticks: ticks.answers })} }}`, 2);
const again = list('Rows to Apply', [9.2, 7.4], "={{ $('Decided Rows').all().map(({ json }) => json) }}");

const table = (rows: string) => `'<table><thead><tr><th>Field</th><th>People</th></tr></thead><tbody>' + ${rows} + '</tbody></table>'`;
const overview = `${table(`${plan}.fields.map((line) => '<tr><td>' + line.label + '</td><td>' + line.people + '</td></tr>').join('')`)} + '<p>Equal: ' + ${plan}.situations.inSync + ' · different: ' + ${plan}.situations.different + ' · only in Huma: ' + ${plan}.situations.onlyInHuma + ' · only in Xledger: ' + ${plan}.situations.onlyInXledger + '</p>' + (${plan}.failing.length ? '<h4>To be mended first</h4><ul>' + ${plan}.failing.map((cause) => '<li>' + cause.label + ': ' + cause.people + '</li>').join('') + '</ul>' : '')`;

const NO = 'No, leave everything as it is';
const YES = 'Yes, apply it';
const apply = (dryRun: boolean, override: string) => ({ dryRun, override, connection: CONNECTION_SETTINGS, options: { ...(dryRun ? {} : KNOWN_OF_XLEDGER), runBy: `={{ ${start}.email }}` } });
const following = afterApplying({ after: 'Apply', rows: again.last, at: [12.8, 5.6], connection, by: `={{ ${start}.email }}`, from: "={{ $('Settings').first().json.from }}", to: `={{ ${start}.email }}` });
const holding = alone({ at: [7, 7.4], connection, apply: 'Apply', rows: again });

export const manualSync: Flow = {
  id: FLOW_IDS.manual,
  name: 'Xledger: Manual Sync',
  errorFlow: FLOW_IDS.errorLog,
  nodes: [
    formStart('Start', [0, 1.2], {
      title: 'Sync Huma and Xledger',
      description: 'Reads everyone in both systems and shows what differs. Nothing is written before the last step. This takes a moment for each hundred people.',
      path: 'manual-sync',
      button: 'Compare',
      fields: [RESULT_TO],
    }),
    set('Settings', [1, 1.2], { from: 'n8n@example.com', peopleOnAPage: 300 }),
    getRows('Connection', [2, 1.2], 'xledger_connections', [['connection', 'eq', 'default']], 1),
    getLinks('Links', [3, 2.3], 'default'),
    ours('Compare', [4.2, 1.2], 'xledgerCompareWithHuma', { peopleFrom: 'huma', whoWins: 'huma', missingValues: 'fill', writeTo: 'both', createIn: 'none', connection: CONNECTION_SETTINGS, options: { otherSideChanged: 'overwrite' } }, both),
    page('Who Wins', [5.8, 2], {
      title: 'Who matches, and what differs',
      description: 'Choose whose value is taken where the two systems disagree.',
      button: 'Next',
      fields: [
        { kind: 'html', name: 'overview', html: overview },
        { kind: 'radio', name: 'general', label: 'In general', options: [WINS[2], WINS[0], WINS[1]] },
        { expression: fieldQuestions(plan) },
      ],
    }),
    answered('Who Wins', [6.9, 2]),
    ...exceptions.nodes,
    page('In One System Only', [4.8, 4.4], {
      title: 'People in one system only',
      description: 'Nobody is added unless you say so. Deactivated, closed and ambiguous people are not offered, and "all" leaves out who was deleted in Huma.',
      button: 'Next',
      fields: [
        { kind: 'radio', name: 'toXledger', label: 'Only in Huma: add to Xledger', options: SCOPES },
        { kind: 'radio', name: 'toHuma', label: 'Only in Xledger: add to Huma', options: SCOPES },
      ],
    }),
    answered('In One System Only', [5.9, 4.4]),
    ...ticks.nodes,
    only('Another Page Was Answered', [11.8, 3.2], [['={{ $json.submittedAt }}', 'string', 'notEmpty']]),
    formEnd('Start Again', [12.8, 3.2], shortPage('Please start again', 'A page was sent that had been answered before. So that no answer counts for another question, nothing was done.'), 'manual-again'),
    ...decided.nodes,
    split('Anything to Do?', [1, 7.4], [['={{ $json.rows }}', 'array', 'notEmpty']]),
    formEnd('Nothing to Do', [2, 8.8], shortPage('Nothing to do', 'Everyone who matches is equal in both systems and remembered as a pair, and nobody was chosen to be added.'), 'manual-equal'),
    ours('Try It Out', [3.2, 7.4], 'xledgerApplySyncPlan', apply(true, `={{ ${plan}.planId }}`), both),
    page('A Last Look', [4.8, 7.4], { title: 'A last look', description: 'Nothing has been written yet.', button: 'Go on', fields: lastLook({ tried: 'Try It Out', no: NO, yes: YES, plan: `${plan}.planId`, question: 'Shall it be done?' }) }),
    split('Confirmed?', [5.9, 7.4], [[`={{ ($json.decision ?? '').startsWith(${JSON.stringify(YES)}) }}`, 'boolean', 'true']]),
    ...holding.nodes,
    formEnd('Others Are at Work', [10.4, 9.4], OTHERS_AT_WORK, 'manual-others'),
    ours('Apply', [11.4, 7.4], 'xledgerApplySyncPlan', apply(false, `={{ ${overrideIn("$('A Last Look').first().json.decision")} }}`), both),
    ...following.nodes,
    split('Within the Limits?', [12.8, 10.8], [['={{ $json.verdict?.within }}', 'boolean', 'true']]),
    updateRows('Switch the Connection On', [13.8, 10.8], 'xledger_connections', [['connection', 'eq', 'default']], { active: true, activatedAt: '={{ $now.toISO() }}' }, { executeOnce: true }),
    formEnd('Result', [14.8, 10.8], "={{ $('Apply').first(3).json.html }}", 'manual-result'),
    formEnd('Nothing Was Done', [5.9, 8.8], shortPage('Nothing was done', 'Everything stays as it is.'), 'manual-nothing'),
  ],
  wires: [
    ['Start', 'Settings'],
    ['Settings', 'Connection'],
    ['Connection', 'Links'],
    ['Connection', 'Compare'],
    ['Links', 'Compare', { input: 1 }],
    ['Compare', 'Who Wins', { output: 4 }],
    ['Who Wins', 'Who Wins: Answered?'],
    ['Who Wins: Answered?', exceptions.first],
    ...exceptions.wires,
    [exceptions.last, 'In One System Only', { output: 1 }],
    ['In One System Only', 'In One System Only: Answered?'],
    ['In One System Only: Answered?', ticks.first],
    ...ticks.wires,
    [ticks.last, decided.first, { output: 1 }],
    ...['Who Wins: Answered?', exceptions.answered, 'In One System Only: Answered?', ticks.answered].map((check): [string, string, { output: number }] => [check, 'Another Page Was Answered', { output: 1 }]),
    ['Another Page Was Answered', 'Start Again'],
    [decided.first, 'Anything to Do?'],
    ['Anything to Do?', decided.last],
    ['Anything to Do?', 'Nothing to Do', { output: 1 }],
    [decided.last, 'Try It Out'],
    ['Links', 'Try It Out', { input: 1 }],
    ['Try It Out', 'A Last Look', { output: 3 }],
    ['A Last Look', 'Confirmed?'],
    ['Confirmed?', holding.first],
    ...holding.wires,
    [holding.gaveUp, 'Others Are at Work'],
    ['Confirmed?', 'Nothing Was Done', { output: 1 }],
    ...following.wires,
    ['Apply', 'Within the Limits?', { output: 3 }],
    ['Within the Limits?', 'Switch the Connection On'],
    ['Within the Limits?', 'Result', { output: 1 }],
    ['Switch the Connection On', 'Result'],
  ],
  notes: [
    { at: [0, -0.4], size: [4, 1.3], text: '## Manual sync\nA form, step by step, in three rows: **compare**, **ask**, **apply**. Only the form\'s address is needed, not n8n. The first manual sync switches the connection on (R10).\n\nThe sender of the mail, and how many people fit on a page, are in *Settings*.' },
    { at: [5.6, 0.2], size: [3, 1.2], color: 4, text: '### 1. Compare\nBoth systems are read whole. The first page shows which fields differ for how many people, and asks who wins: in general, and for each field.' },
    { at: [0, 3.4], size: [6, 0.9], color: 4, text: '### 2. Ask\nPeople are asked for in portions: a page comes again until everybody was on it. n8n\'s form loses what is ticked beyond a thousand boxes, so keep *peopleOnAPage* at 300 or less.' },
    { at: [7.2, 3.4], size: [4.2, 0.9], color: 4, text: '### One by one\nWhom to add, and who is the same person in both systems. Who was deleted in Huma is added only when ticked by name (R26, R27).' },
    { at: [0, 6.1], size: [6.4, 0.9], color: 4, text: '### 3. Apply\nA dry run gives the last look, with the limits and their numbers. Over a limit only the answer that names this plan goes on. Nothing is written before *Apply*, which looks at every person again first.' },
    { at: [17, 5.5], size: [2.2, 1.2], color: 4, text: '### Afterwards\nPairs, the run, its way back and what was learnt of Xledger are remembered, and the result is sent.' },
  ],
};
