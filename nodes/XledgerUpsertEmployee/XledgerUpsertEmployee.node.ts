/** Xledger Upsert Employee: brings people over to Xledger: finds them, creates them where that is wanted, writes what differs. */
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription, type ResourceMapperFields } from 'n8n-workflow';
import { upsert } from '../../core/sync';
import { clockOf, getEmployeeGroups, getGroups, getOwners, getSubledgerGroups, itemFrom, mappableFields, nodeError, readLinks, testHumaCredential, testWebhookCredential, testXledgerCredential, xledgerOf } from '../shared';
import { readPeople } from './people';
import { readSettings } from './policy';
import { properties } from './properties';
import { newlyLearnt, refusal, results, toldWhy } from './results';

export class XledgerUpsertEmployee implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Xledger Upsert Employee',
    name: 'xledgerUpsertEmployee',
    icon: { light: 'file:../../icons/xledger.svg', dark: 'file:../../icons/xledger.dark.svg' },
    group: ['output'],
    version: [1],
    defaultVersion: 1,
    subtitle: '={{ ($parameter["dryRun"] ? "dry run: " : "") + { update: "update", link: "link", report: "report" }[$parameter["whenMatched"]] + { create: " or create", fail: ", fail if missing", skip: "" }[$parameter["whenMissing"]] }}',
    description: 'Create or update employees in Xledger, with their contact and subledger',
    defaults: { name: 'Xledger Upsert Employee' },
    // A node that writes payroll data is not for an agent to call as it sees fit.
    usableAsTool: undefined,
    inputs: [
      { type: NodeConnectionTypes.Main, displayName: 'People' },
      { type: NodeConnectionTypes.Main, displayName: 'Links' },
    ],
    requiredInputs: 1,
    outputs: [NodeConnectionTypes.Main],
    credentials: [
      { name: 'xledgerApi', required: true, testedBy: 'testXledgerCredential' },
      { name: 'humaApi', required: true, testedBy: 'testHumaCredential', displayOptions: { show: { peopleFrom: ['huma'] } } },
      { name: 'humaWebhookApi', required: false, testedBy: 'testWebhookCredential', displayOptions: { show: { peopleFrom: ['item'] } } },
    ],
    hints: [
      {
        message: 'Connect the table of links to the second input, and remember the links that come out: without them a person who changed e-mail is not found again.',
        type: 'info',
        location: 'ndv',
        whenToDisplay: 'beforeExecution',
      },
    ],
    properties,
  };

  methods = {
    credentialTest: { testXledgerCredential, testHumaCredential, testWebhookCredential },
    loadOptions: { getOwners, getSubledgerGroups, getEmployeeGroups, getGroups },
    resourceMapping: { getFields: (): Promise<ResourceMapperFields> => Promise.resolve(mappableFields()) },
  };

  /** All items in one go: what Xledger is asked and told is shared by them. */
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    if (this.getInputData(0).length === 0) return [[]];
    try {
      const settings = await readSettings(this);
      const { policy, genders, forms: known, patience } = settings;
      const links = readLinks(this);
      const { asks, refused } = await readPeople(this, policy.reading);
      const xledger = await xledgerOf(this, { reading: policy.reading, genders, forms: known, patience });
      const { outcomes, forms } = await upsert(asks, links, policy, xledger, clockOf(this));
      return [results(this, [...outcomes.map((one) => toldWhy(one, asks)), ...refused.map((one) => refusal(one, policy.dryRun))], settings, newlyLearnt(known, forms))];
    } catch (error) {
      const told = nodeError(this.getNode(), error);
      if (!this.continueOnFail()) throw told;
      // Left to itself, n8n would pass the input on as if it had been done.
      return [this.getInputData(0).map((_, item) => itemFrom({ error: told.message }, item))];
    }
  }
}
