// What end-to-end tests stand on: the shared n8n, sandboxes connected to it, and a browser.
export { sharedN8n, OUTPUT, type RunningN8n } from './shared';
export { browser, openNode, screenshot, signIn, type TestBrowser } from './browser';
