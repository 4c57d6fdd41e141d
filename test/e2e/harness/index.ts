// What end-to-end tests stand on: the shared n8n, sandboxes connected to it, what is done and seen in them, and a browser.
export { sharedN8n, OUTPUT, type RunningN8n } from './shared';
export { ownN8n, type OwnN8n } from './ownN8n';
export { endWithTheRun } from './endWithTheRun';
export { startStack, SECRETS, type Stack, type StackOptions } from './stack';
export { addInHuma, addRow, changeRows, changesSince, deleteInHuma, editInHuma, employeesWith, employeeWith, everythingInXledger, linksIn, peopleInHuma, removeRows, rowsOf, settled } from './watching';
export { flowsWith, signedHeaders, tell, webhookOf, type InboxSettings } from './telling';
export { browser, openNode, screenshot, signIn, type TestBrowser } from './browser';
export { choose, offered, onTo, onToNext, questions, tick } from './formPages';
export { sensitiveIn, sensitiveKeptBy } from './keptByN8n';
export { until, type Execution } from '../../../scripts/n8n';
