// An embedded mail server: takes every mail, keeps it in memory, and shows it on a page.
export { startMail, type Mail, type MailOptions, type MailSandbox } from './server';
