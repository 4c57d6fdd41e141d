/** The manual sync's expressions, evaluated as n8n does: what its pages offer, and what becomes of the answers (R14, R15, R26, R27). */
import { runInNewContext } from 'node:vm';
import { decidedRows, exceptionQuestions, tickQuestions, whoDiffers, whoIsToBeTicked } from '../../../scripts/flows/fullSync/choices';
import { lastLook, overrideIn } from '../../../scripts/flows/fullSync/lastLook';

const difference = (...fields: string[]) => ({ fields, label: fields.join(' and '), decision: null });
const row = (place: number, more: object = {}) => ({ row: place, name: `P${place}`, employmentId: `000${place}`, humaId: `h${place}`, action: 'none', proposal: 'none', why: 'Why.', attention: [], differences: [], ...more });

const DIFFERENCES = [row(1, { differences: [difference('phone'), difference('jobTitle')] }), row(2, { differences: [difference('phone')] }), row(3)];
const IN_HUMA = [row(4, { proposal: 'createInXledger' }), row(5, { proposal: 'createInXledger' }), row(6)];
const IN_XLEDGER = [row(7, { proposal: 'createInHuma' }), row(8, { proposal: 'createInHuma' })];
const DELETED = { action: 'decide', proposal: 'createInHuma', attention: [{ says: 'Was deleted.' }] };
const BACK = { action: 'decide', proposal: 'update', attention: [{ says: 'Came back.' }], differences: [difference('phone')] };
const ATTENTION = [row(9, DELETED), row(10, BACK), row(11)];

const $ = () => ({ all: (output: number) => [[...DIFFERENCES], IN_HUMA, IN_XLEDGER, ATTENTION][output]?.map((json) => ({ json })) ?? [] });
const evaluated = (expression: string, more: object = {}): unknown => JSON.parse(JSON.stringify(runInNewContext(expression, { $, ...more })) ?? 'null');

/** Of each row that goes on: its decision, and that of each of its differences. */
function decisions({ wins = {}, exceptions = [{}], scopes = {}, ticks = [{}] }: { wins?: object; exceptions?: object[]; scopes?: object; ticks?: object[] } = {}): Record<number, string> {
  const expression = decidedRows({ wins: 'wins', exceptions: 'exceptions', scopes: 'scopes', ticks: 'ticks' });
  const rows = evaluated(expression, { wins: { general: 'Leave as it is', ...wins }, exceptions, scopes: { toXledger: 'None', toHuma: 'None', ...scopes }, ticks }) as Array<{ row: number; decision: string; differences: Array<{ decision: string }> }>;
  return Object.fromEntries(rows.map((one) => [one.row, [one.decision, ...one.differences.map(({ decision }) => decision)].join(' ')]));
}

describe('R14: who wins', () => {
  test('in general', () => expect(decisions({ wins: { general: "Huma's value" } })).toMatchObject({ 1: 'apply huma huma', 2: 'apply huma', 3: 'apply' }));
  test('a field outranks that', () => expect(decisions({ wins: { general: "Huma's value", field_phone: "Xledger's value", field_jobTitle: 'As in general' } })).toMatchObject({ 1: 'apply xledger huma', 2: 'apply xledger' }));
  test('a person outranks both, on whichever page', () => {
    const exceptions = [{ row_1: 'Leave as it is' }, { row_2: 'As chosen before' }];
    expect(decisions({ wins: { general: "Huma's value", field_phone: "Xledger's value" }, exceptions })).toMatchObject({ 1: 'apply skip skip', 2: 'apply xledger' });
  });
  test('what nobody answered is left as it is', () => expect(decisions({ wins: { general: null } })).toMatchObject({ 1: 'apply skip skip', 2: 'apply skip' }));
});

describe('R15, R26: who is added', () => {
  test('none', () => expect(decisions()).toMatchObject({ 4: 'skip', 5: 'skip', 7: 'skip', 8: 'skip' }));
  test('all, each way on its own; never who was deleted', () => {
    expect(decisions({ scopes: { toXledger: 'All' } })).toEqual(expect.objectContaining({ 4: 'apply', 5: 'apply', 7: 'skip', 8: 'skip' }));
    const both = decisions({ scopes: { toXledger: 'All', toHuma: 'All' } });
    expect(both).toMatchObject({ 7: 'apply', 8: 'apply' });
    expect(Object.keys(both)).not.toEqual(expect.arrayContaining(['9']));
  });
  test('those who were ticked, on whichever page; who was deleted only so', () => {
    const ticks = [{ toXledger: ['#5 P5 (0005)'] }, { toHuma: ['#7 P7 (0007)', '#9 P9 (0009): Was deleted.'] }];
    expect(decisions({ scopes: { toXledger: 'Only those I tick', toHuma: 'Only those I tick' }, ticks })).toMatchObject({ 4: 'skip', 5: 'apply', 7: 'apply', 8: 'skip', 9: 'apply' });
  });
  test('the lists', () => {
    const listed = (toXledger: string, toHuma: string) => (evaluated(whoIsToBeTicked('scopes'), { scopes: { toXledger, toHuma } }) as Array<{ list: string; label: string }>).map(({ list, label }) => `${list} ${label}`);
    const back = 'same #10 P10 (00010): Came back.';
    expect(listed('None', 'None')).toEqual([back]);
    expect(listed('All', 'All')).toEqual(['toHuma #9 P9 (0009): Was deleted.', back]);
    expect(listed('Only those I tick', 'Only those I tick')).toEqual(['toXledger #4 P4 (0004)', 'toXledger #5 P5 (0005)', 'toHuma #7 P7 (0007)', 'toHuma #8 P8 (0008)', 'toHuma #9 P9 (0009): Was deleted.', back]);
  });
});

test('R27: the same person is linked when ticked, and who wins is heard', () => {
  expect(decisions()).not.toHaveProperty('10');
  expect(decisions({ wins: { general: "Huma's value" }, ticks: [{ same: ['#10 P10 (00010): Came back.'] }] })).toMatchObject({ 10: 'apply huma' });
});

test('a page asks only of the people who are on it', () => {
  expect(evaluated(whoDiffers)).toEqual([{ row: 1, label: '#1 P1 (0001): phone, jobTitle' }, { row: 2, label: '#2 P2 (0002): phone' }]);
  expect(evaluated(exceptionQuestions, { $json: { people: [{ row: 2, label: 'x' }] } })).toMatchObject([{ fieldName: 'row_2', fieldLabel: 'x', defaultValue: 'As chosen before' }]);
  expect(evaluated(tickQuestions, { $json: { people: [{ list: 'toHuma', label: 'x' }] } })).toEqual([{ fieldLabel: 'Add to Huma', fieldName: 'toHuma', fieldType: 'checkbox', fieldOptions: { values: [{ option: 'x' }] } }]);
});

describe('the last look', () => {
  const page = lastLook({ tried: 'Try', no: 'No', yes: 'Yes', plan: '"plan-1"', question: 'Shall it?' });
  const shown = (over: boolean) => {
    const summary = { text: 'a < b', verdict: { says: 'Within the limits.', counts: [{ limit: 'updates', label: 'People updated', counted: 5, of: 9, allowed: 4, over }] } };
    return page.map((field) => evaluated('expression' in field ? field.expression : 'html' in field ? field.html : '""', { $: () => ({ first: () => ({ json: summary }) }) }));
  };
  const answers = (over: boolean) => ((shown(over)[2] as Array<{ fieldOptions: { values: Array<{ option: string }> } }>)[0]?.fieldOptions.values ?? []).map(({ option }) => option);
  const override = (answer: string) => evaluated(overrideIn('answer'), { answer });

  test('within the limits: a plain yes, which lifts none', () => {
    expect(shown(false).slice(0, 2)).toEqual(['<p><b>Within the limits.</b></p>', '<pre>a &lt; b</pre>']);
    expect(answers(false)).toEqual(['No', 'Yes']);
    expect(override('Yes')).toBe('');
  });
  test('over them: the numbers, and only a yes that names the plan', () => {
    expect(shown(true)[0]).toContain('People updated: 5 of 9, and at most 4 are allowed');
    expect(answers(true)).toEqual(['No', 'Yes, also over the limits of plan plan-1']);
    expect(override(answers(true)[1] ?? '')).toBe('plan-1');
  });
});
