/** Xledger Find Employees: reads people from Xledger, all of them or the ones that are looked for. */
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { getOwners, itemFrom, nodeError, searchEmployees, testXledgerCredential } from '../shared';
import { createFinder } from './finder';
import { properties } from './properties';
import { readSearch } from './search';
import { shown } from './shown';

export class XledgerFindEmployees implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Xledger Find Employees',
    name: 'xledgerFindEmployees',
    icon: { light: 'file:../../icons/xledger.svg', dark: 'file:../../icons/xledger.dark.svg' },
    group: ['input'],
    version: [1],
    defaultVersion: 1,
    subtitle: '={{ { all: "all", changedSince: "by changes", email: "by e-mail", employmentId: "by employment ID", one: "one" }[$parameter["operation"]] }}',
    description: 'Find employees in Xledger, with their contact and subledger',
    defaults: { name: 'Xledger Find Employees' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'xledgerApi', required: true, testedBy: 'testXledgerCredential' }],
    properties,
  };

  methods = {
    credentialTest: { testXledgerCredential },
    loadOptions: { getOwners },
    listSearch: { searchEmployees },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const find = createFinder(this);
    const found: INodeExecutionData[] = [];
    for (const index of this.getInputData().keys()) {
      try {
        const search = readSearch(this, index);
        for (const employee of await find(search)) found.push(itemFrom(shown(employee, search), index));
      } catch (error) {
        if (!this.continueOnFail()) throw nodeError(this.getNode(), error, index);
        found.push({ json: { error: nodeError(this.getNode(), error, index).message }, pairedItem: { item: index } });
      }
    }
    return [found];
  }
}
