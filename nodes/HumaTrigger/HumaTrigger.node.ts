/** Huma Trigger: starts a workflow when Huma says that somebody changed, after making sure that it is Huma who says so. */
import { NodeConnectionTypes, type IHookFunctions, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { testWebhookCredential } from '../shared';
import { checkConfiguration, receive } from './door';
import { properties } from './properties';
import { webhook } from './webhook';

export class HumaTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Huma Trigger',
    name: 'humaTrigger',
    icon: { light: 'file:../../icons/huma.svg', dark: 'file:../../icons/huma.dark.svg' },
    group: ['trigger'],
    // The same node: for a trigger of version 1 n8n works out an expression of its own at each message, which takes milliseconds.
    version: [1, 2],
    defaultVersion: 2,
    subtitle: '={{ $parameter["output"] === "description" ? "description only" : $parameter["topics"].length + ($parameter["topics"].length === 1 ? " topic" : " topics") + ($parameter["allowUnsigned"] ? ", unsigned too" : "") }}',
    description: 'Starts the workflow when somebody is added, changed or deleted in Huma',
    defaults: { name: 'Huma Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'humaWebhookApi', required: true, testedBy: 'testWebhookCredential', displayOptions: { hide: { allowUnsigned: [true] } } }],
    webhooks: [webhook],
    hints: [
      {
        message: 'Requests are not checked: anybody who knows the address can start this workflow.',
        type: 'warning',
        location: 'outputPane',
        whenToDisplay: 'always',
        displayCondition: '={{ $parameter["allowUnsigned"] === true }}',
      },
      {
        message: 'Every message is described, whoever sent it, and no user is handed on.',
        type: 'warning',
        location: 'outputPane',
        whenToDisplay: 'always',
        displayCondition: '={{ $parameter["output"] === "description" }}',
      },
    ],
    eventTriggerDescription: 'Waiting for Huma to call the Test URL',
    activationMessage: 'Huma can now call the Production URL of this node. Paste it in Huma, where webhooks are set up.',
    properties,
  };

  methods = { credentialTest: { testWebhookCredential } };

  // Huma's API has no calls about webhooks (huma.md 2.1): what is set up there can neither be seen, made nor removed from here.
  // What can be done is done: a workflow whose door would let anybody in is not published.
  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        await checkConfiguration(this);
        return true;
      },
      async create(this: IHookFunctions): Promise<boolean> {
        await checkConfiguration(this);
        return true;
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return await Promise.resolve(true);
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await receive(this);
  }
}
