/** Xledger Apply Sync Plan: writes what the rows of a plan say, after looking again whether they still hold. */
import { randomUUID } from 'node:crypto';
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { keyFrom } from '../../core/person';
import { apply, resultMail, type Applied } from '../../core/sync';
import { clockOf, errorItems, EVER, getEmployeeGroups, getGroups, getOwners, getSubledgerGroups, humaOf, nodeError, readLinks, testHumaCredential, testXledgerCredential, xledgerOf } from '../shared';
import { FAILED, OUTPUTS, outputs } from './outputs';
import { properties } from './properties';
import { readSettings, type Settings } from './settings';

export class XledgerApplySyncPlan implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Xledger Apply Sync Plan',
    name: 'xledgerApplySyncPlan',
    icon: { light: 'file:../../icons/xledger.svg', dark: 'file:../../icons/xledger.dark.svg' },
    group: ['output'],
    version: [1],
    defaultVersion: 1,
    subtitle: '={{ $parameter["dryRun"] ? "dry run" : "write what was planned" }}',
    description: 'Apply the rows that Xledger Compare With Huma planned',
    defaults: { name: 'Xledger Apply Sync Plan' },
    // A node that writes payroll data is not for an agent to call as it sees fit.
    usableAsTool: undefined,
    inputs: [
      { type: NodeConnectionTypes.Main, displayName: 'Rows' },
      { type: NodeConnectionTypes.Main, displayName: 'Links' },
    ],
    requiredInputs: 1,
    outputs: [...OUTPUTS, 'Summary'].map((displayName) => ({ type: NodeConnectionTypes.Main, displayName })),
    credentials: [
      { name: 'xledgerApi', required: true, testedBy: 'testXledgerCredential' },
      { name: 'humaApi', required: false, testedBy: 'testHumaCredential', displayOptions: { show: EVER } },
    ],
    hints: [
      {
        message: 'Connect the table of links to the second input, and remember the links that come out of Applied and Failed. Choose the Huma API credential where rows write to Huma.',
        type: 'info',
        location: 'ndv',
        whenToDisplay: 'beforeExecution',
      },
    ],
    properties,
  };

  methods = {
    credentialTest: { testXledgerCredential, testHumaCredential },
    loadOptions: { getOwners, getSubledgerGroups, getEmployeeGroups, getGroups },
  };

  /** All rows in one go: the limits are counted, and the batches filled, over all of them. */
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    if (this.getInputData(0).length === 0) return NOTHING();
    try {
      const settings = await readSettings(this);
      const applied = await applyRows(this, settings);
      return outputs(this, applied, resultMail(applied, settings), settings);
    } catch (error) {
      if (!this.continueOnFail()) throw nodeError(this.getNode(), error);
      return NOTHING().map((none, output) => (output === FAILED ? errorItems(this, error) : none));
    }
  }
}

const NOTHING = (): INodeExecutionData[][] => [...OUTPUTS.map(() => []), []];

async function applyRows(context: IExecuteFunctions, { options, credential: { token }, genders, forms, hasHuma, patience }: Settings): Promise<Applied> {
  const { reading } = options;
  const xledger = await xledgerOf(context, { reading, genders, forms, patience });
  return await apply(
    context.getInputData(0).map(({ json }) => json),
    options,
    {
      xledger,
      ...(hasHuma && { huma: await humaOf(context, { reading, patience }) }),
      clock: clockOf(context),
      keys: { seal: keyFrom(token, 'seal'), signature: keyFrom(token, 'signature'), fingerprint: keyFrom(token, 'fingerprint') },
      links: readLinks(context),
      undoPlanId: randomUUID(),
    },
  );
}
