// What end-to-end tests stand on: the shared n8n, sandboxes connected to it, and a browser.
export { sharedN8n, OUTPUT, type RunningN8n } from './shared';
export { startStack, SECRETS, type Stack, type StackOptions } from './stack';
export { browser, openNode, screenshot, signIn, type TestBrowser } from './browser';
export { until, type Execution } from '../../../scripts/n8n';
