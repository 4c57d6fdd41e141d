/** Xledger Compare With Huma: reads both sides and says what would be done about each person, as a signed plan. Writes nothing. */
import { randomUUID } from 'node:crypto';
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { authorised, errorItems, EVER, getGroups, getOwners, nodeError, readLinks, searchGroups, testHumaCredential, testWebhookCredential, testXledgerCredential } from '../shared';
import { comparison } from './comparison';
import { NEEDS_ATTENTION, OUTPUTS, outputs } from './outputs';
import { readPeople } from './people';
import { properties } from './properties';
import { readSettings } from './settings';

export class XledgerCompareWithHuma implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Xledger Compare With Huma',
    name: 'xledgerCompareWithHuma',
    icon: { light: 'file:../../icons/xledger.svg', dark: 'file:../../icons/xledger.dark.svg' },
    group: ['input'],
    version: [1],
    defaultVersion: 1,
    subtitle: '={{ { huma: "Huma wins", xledger: "Xledger wins", none: "nobody wins" }[$parameter["whoWins"]] + ", " + { none: "creates nobody", xledger: "creates in Xledger", huma: "creates in Huma", both: "creates in both" }[$parameter["createIn"]] }}',
    description: 'Compare all employees in Xledger with the people in Huma, and plan what would be done',
    defaults: { name: 'Xledger Compare With Huma' },
    // It reads everybody's payroll data: not for an agent to call as it sees fit.
    usableAsTool: undefined,
    inputs: [
      { type: NodeConnectionTypes.Main, displayName: 'People' },
      { type: NodeConnectionTypes.Main, displayName: 'Links' },
    ],
    requiredInputs: 1,
    outputs: [...OUTPUTS.map(({ displayName }) => ({ type: NodeConnectionTypes.Main, displayName })), { type: NodeConnectionTypes.Main, displayName: 'Summary' }],
    credentials: [
      { name: 'xledgerApi', required: true, testedBy: 'testXledgerCredential' },
      { name: 'humaApi', required: true, testedBy: 'testHumaCredential', displayOptions: { show: { peopleFrom: ['huma'] } } },
      // `hide`, since the editor takes a parameter whose every choice shows a credential for the choice of that credential, and hides it.
      { name: 'humaWebhookApi', required: false, testedBy: 'testWebhookCredential', displayOptions: { show: EVER, hide: { peopleFrom: ['huma'] } } },
    ],
    hints: [
      {
        message: 'Connect the table of links to the second input: without them a person who changed e-mail is not found again, and nobody knows which side changed.',
        type: 'info',
        location: 'ndv',
        whenToDisplay: 'beforeExecution',
      },
    ],
    properties,
  };

  methods = {
    credentialTest: { testXledgerCredential, testHumaCredential, testWebhookCredential },
    listSearch: { searchGroups },
    loadOptions: { getOwners, getGroups },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    if (this.getInputData(0).length === 0) return NOTHING();
    try {
      const settings = readSettings(this);
      const credential = await authorised(this, { writes: false });
      const links = readLinks(this);
      const people = await readPeople(this, settings);
      const { plan, report } = await comparison(this, { credential, settings, links, people, planId: randomUUID() });
      return outputs(plan, report, people);
    } catch (error) {
      if (!this.continueOnFail()) throw nodeError(this.getNode(), error);
      // What failed as a whole has no rows, and must not pass for a plan with nothing to do.
      return NOTHING().map((none, output) => (output === NEEDS_ATTENTION ? errorItems(this, error) : none));
    }
  }
}

const NOTHING = (): INodeExecutionData[][] => [...OUTPUTS.map(() => []), []];
