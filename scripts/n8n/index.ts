// A real n8n for the demo and the end-to-end tests: installing, starting, filling and driving it.
export { ensureRuntime, cacheFolder, N8N_VERSION, OLDEST_N8N_VERSION, type Runtime } from './runtime';
export { startN8n, type N8n, type StartOptions } from './instance';
export { type Home } from './environment';
export { importCredentials, importWorkflows, n8nCommand, type Credential } from './commandLine';
export { installPackage } from './userFolder';
export { N8nClient, N8nRefused, OWNER, until, type Execution, type NodeType } from './client';
export { Workflow, calledBy, inPublishingOrder, isPublishable } from './workflow';
export { freePorts, isFree } from './ports';
