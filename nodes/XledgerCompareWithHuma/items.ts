/** Huma users that come as items: as Huma Find Users and Huma Trigger give them, or as an export message of Huma holds them. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { readUser, type HumaUser } from '../../core/huma';
import type { Reading } from '../../core/person';
import type { Unread } from '../../core/sync';
import { fault, openedPerson, webhookCredential } from '../shared';
import type { People } from './people';

const MOST_NAMED = 20;

/** @throws NodeOperationError naming items that are no users: left out, their employees would look as if they were missing in Huma */
export async function fromItems(context: IExecuteFunctions, reading: Reading): Promise<Pick<People, 'users' | 'unread' | 'itemOf'>> {
  const hasCredential = context.getNode().credentials?.humaWebhookApi !== undefined;
  const credential = hasCredential ? await webhookCredential(context) : undefined;
  const given = { ...reading, today: new Date().toISOString().slice(0, 10) };
  const users: HumaUser[] = [];
  const unread: Unread[] = [];
  const wrong: string[] = [];
  const items = new Map<string, number>();
  context.getInputData(0).forEach(({ json }, item) => {
    for (const one of usersIn(json)) {
      const named = NotVisible.safeParse(one);
      const humaId = typeof one.humaId === 'string' ? one.humaId : undefined;
      const read = readUser(credential && humaId ? openedPerson(one, humaId, credential) : one, given);
      if (read.kind === 'unreadable') wrong.push(`Item ${item}: ${read.says}`);
      else items.set(read.user.humaId, items.get(read.user.humaId) ?? item);
      if (named.success) unread.push({ humaId: named.data.humaId, says: 'Huma lists this user, and does not show the API key what it holds of them.' });
      else if (read.kind === 'user') users.push(read.user);
    }
  });
  if (wrong.length > 0) throw fault(context, `${wrong.length} of the people are no Huma users, so nothing was compared`, wrong.slice(0, MOST_NAMED).join('<br>'));
  return { users, unread, itemOf: (humaId) => (humaId === null ? 0 : (items.get(humaId) ?? 0)) };
}

/** An export message as Huma sends it, as it is or as n8n's Webhook node gives it. */
const Message = z.object({ users: z.array(z.record(z.unknown())) });

function usersIn(json: IDataObject): IDataObject[] {
  const message = [json, json.body].map((place) => Message.safeParse(place)).find(({ success }) => success)?.data;
  return message ? (message.users as IDataObject[]) : [json];
}

/** As Huma Find Users gives somebody who left between the list and the reading. */
const NotVisible = z.object({ humaId: z.string().min(1), notVisible: z.literal(true) });
