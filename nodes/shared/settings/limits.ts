/** How much a sync may do without somebody looking: limits of the guard. */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { Limits } from '../../../core/sync';
import type { Schema } from '../parameters';

const number = z.union([z.number(), z.string().trim().regex(/^\d+$/, 'is no whole number').transform(Number)]).pipe(z.number().int().nonnegative()).optional();
const share = z.union([z.number(), z.string().trim().regex(/^\d+(\.\d+)?$/, 'is no number').transform(Number)]).pipe(z.number().min(0).max(100)).transform((percent) => percent / 100).optional();

/** What was entered, as the guard takes it. A limit that was not added is none. */
export const limits = z
  .object({ creates: number, createsShare: share, updates: number, updatesShare: share, bankAccounts: number, bankAccountsShare: share, emails: number, emailsShare: share, humaShortShare: share })
  .transform((given) => ({
    creates: { number: given.creates, share: given.createsShare },
    updates: { number: given.updates, share: given.updatesShare },
    bankAccounts: { number: given.bankAccounts, share: given.bankAccountsShare },
    emails: { number: given.emails, share: given.emailsShare },
    ...(given.humaShortShare !== undefined && { humaShort: { share: given.humaShortShare } }),
  })) as Schema<Limits>;

const SHARE = { type: 'number', typeOptions: { minValue: 0, maxValue: 100 } } as const;
const NUMBER = { type: 'number', typeOptions: { minValue: 0 } } as const;

export const limitsProperty: INodeProperties = {
  displayName: 'Limits',
  name: 'limits',
  type: 'collection',
  placeholder: 'Add limit',
  default: { bankAccountsShare: 10, createsShare: 10, emailsShare: 10, humaShortShare: 80, updatesShare: 30 },
  description: 'What a plan may do at most. Over one of them, nothing at all is written until somebody has looked. Percentages are of the people on the larger side.',
  options: [
    { displayName: 'Bank Accounts', name: 'bankAccounts', ...NUMBER, default: 10, description: 'How many people may get another bank account' },
    { displayName: 'Bank Accounts (%)', name: 'bankAccountsShare', ...SHARE, default: 10, description: 'How many of the people may get another bank account' },
    { displayName: 'Creates', name: 'creates', ...NUMBER, default: 10, description: 'How many people may be created, in both systems together' },
    { displayName: 'Creates (%)', name: 'createsShare', ...SHARE, default: 10, description: 'How many of the people may be created, in both systems together' },
    { displayName: 'E-Mails', name: 'emails', ...NUMBER, default: 10, description: 'How many people may get another e-mail address' },
    { displayName: 'E-Mails (%)', name: 'emailsShare', ...SHARE, default: 10, description: 'How many of the people may get another e-mail address' },
    { displayName: 'Huma at Least (%)', name: 'humaShortShare', ...SHARE, default: 80, description: 'How many of the people who were linked before Huma must still show. Fewer look like a key that lost its rights, or a list that broke off.' },
    { displayName: 'Updates', name: 'updates', ...NUMBER, default: 50, description: 'How many people may be changed' },
    { displayName: 'Updates (%)', name: 'updatesShare', ...SHARE, default: 30, description: 'How many of the people may be changed' },
  ],
};
