/** The parts of n8n that a node is run with, as the rest of nodes/shared needs them. */
import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

/** Where requests can be sent from: an execution, or a list that the editor asks for. */
export type Context = IExecuteFunctions | ILoadOptionsFunctions;

export type CredentialName = 'xledgerApi' | 'humaApi' | 'humaWebhookApi';
