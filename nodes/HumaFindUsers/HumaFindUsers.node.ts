/** Huma Find Users: reads people from Huma's Open API. */
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { itemFrom, nodeError, searchGroups, testHumaCredential } from '../shared';
import { findUsers } from './findUsers';
import { properties } from './properties';

export class HumaFindUsers implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Huma Find Users',
    name: 'humaFindUsers',
    icon: { light: 'file:../../icons/huma.svg', dark: 'file:../../icons/huma.dark.svg' },
    group: ['input'],
    version: [1],
    defaultVersion: 1,
    subtitle: '={{ $parameter["scope"] + ($parameter["activeOnly"] ? ", active" : "") }}',
    description: 'Find users in Huma, with their main position and identifications',
    defaults: { name: 'Huma Find Users' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'humaApi', required: true, testedBy: 'testHumaCredential' }],
    properties,
  };

  methods = { listSearch: { searchGroups }, credentialTest: { testHumaCredential } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const found: INodeExecutionData[] = [];
    for (const index of this.getInputData().keys()) {
      try {
        for (const user of await findUsers(this, index)) found.push(itemFrom(user, index));
      } catch (error) {
        if (!this.continueOnFail()) throw nodeError(this.getNode(), error, index);
        found.push({ json: { error: nodeError(this.getNode(), error, index).message }, pairedItem: { item: index } });
      }
    }
    return [found];
  }
}
