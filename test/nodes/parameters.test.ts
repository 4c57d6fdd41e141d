/** What a wrong setting is told as: by the labels that the editor shows, and never by what was entered. */
import type { IDataObject, INodeType, OnError } from 'n8n-workflow';
import { HumaFindUsers } from '../../nodes/HumaFindUsers/HumaFindUsers.node';
import { XledgerApplySyncPlan } from '../../nodes/XledgerApplySyncPlan/XledgerApplySyncPlan.node';
import { XledgerCompareWithHuma } from '../../nodes/XledgerCompareWithHuma/XledgerCompareWithHuma.node';
import { XledgerFindEmployees } from '../../nodes/XledgerFindEmployees/XledgerFindEmployees.node';
import { XledgerUpsertEmployee } from '../../nodes/XledgerUpsertEmployee/XledgerUpsertEmployee.node';
import { runNode, type RunResult } from './harness/n8n';

const NOWHERE = { xledgerApi: { environment: 'custom', address: 'http://127.0.0.1:1/graphql', token: 'x'.repeat(40), authorityConfirmed: true }, humaApi: { environment: 'custom', address: 'http://127.0.0.1:1', clientId: 'x', clientSecret: 'x' } };

const run = (node: INodeType, parameters: IDataObject, onError: OnError = 'stopWorkflow'): Promise<RunResult> => runNode({ node, parameters: parameters as never, credentials: NOWHERE, onError });

describe('a wrong setting is named as the editor names it', () => {
  test.each<[string, INodeType, IDataObject, string, RegExp]>([
    ['a parameter', new XledgerCompareWithHuma(), { whoWins: 'secret' }, '"Who Wins"', /^is none of huma, xledger, none$/],
    ['a setting in a collection', new XledgerCompareWithHuma(), { limits: { createsShare: 'secret' } }, '"Limits"', /^Creates \(%\): /],
    ['a field in a row of a group', new XledgerCompareWithHuma(), { whoWinsPerField: { fields: [{ field: 'email', winner: 'huma' }, { field: 'secret', winner: 'huma' }] } }, '"Who Wins per Field"', /^Field: 2: Field: names no field/],
    ['an option of another node', new XledgerApplySyncPlan(), { options: { patience: -1 } }, '"Options"', /^Patience \(Seconds\): /],
    ['a list of choices', new XledgerUpsertEmployee(), { fields: ['secret'] }, '"Fields to Sync"', /names no field/],
  ])('%s', async (_, node, parameters, label, faults) => {
    const { error } = await run(node, parameters);
    expect(error?.message).toContain(label);
    expect(error?.description).toMatch(faults);
    expect(`${error?.message} ${error?.description}`).not.toContain('secret');
  });
});

/** A setting that cannot be right stops each of them before anybody is asked. */
const WRONG: ReadonlyArray<[string, INodeType, IDataObject]> = [
  ['Xledger Find Employees', new XledgerFindEmployees(), { operation: 'email', email: ' ' }],
  ['Xledger Upsert Employee', new XledgerUpsertEmployee(), { fields: [] }],
  ['Xledger Compare With Huma', new XledgerCompareWithHuma(), { fields: [] }],
  ['Xledger Apply Sync Plan', new XledgerApplySyncPlan(), { options: { patience: -1 } }],
  ['Huma Find Users', new HumaFindUsers(), { scope: 'team', group: { __rl: true, mode: 'id', value: ' ' } }],
];

describe.each(WRONG)('%s keeps to On Error', (_, node, parameters) => {
  test('stop workflow: the run ends with the error', async () => {
    const { error, outputs } = await run(node, parameters);
    expect(error?.message).toMatch(/is not filled in/);
    expect(outputs.flat()).toEqual([]);
  });

  test('continue: an item that says what is wrong, linked to the one that came in', async () => {
    const { error, outputs } = await run(node, parameters, 'continueRegularOutput');
    expect(error).toBeUndefined();
    expect(outputs.flat()).toEqual([expect.objectContaining({ json: expect.objectContaining({ error: expect.stringMatching(/is not filled in/) }) as unknown, pairedItem: expect.anything() as unknown })]);
  });

  test('continue with the error output: the item is there, and nowhere else', async () => {
    const { error, outputs } = await run(node, parameters, 'continueErrorOutput');
    expect(error).toBeUndefined();
    expect(outputs.slice(0, -1).flat()).toEqual([]);
    expect(outputs.at(-1)).toEqual([expect.objectContaining({ json: expect.objectContaining({ error: expect.stringMatching(/is not filled in/) }) as unknown, pairedItem: expect.anything() as unknown })]);
  });
});
