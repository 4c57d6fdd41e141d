/** Employment dates and job title: one PATCH of the main position that was read (R32.6, R33). */
import type { FieldKey } from '../../person';
import { POSITION_KEYS } from '../user';
import { noteAnswer, openFields, type Account } from './account';
import type { JobTitles } from './jobTitles';
import { sendTogether, type Body } from './profile';
import type { Present, Writing } from './updating';

export async function writePosition({ caller }: Pick<Writing, 'caller'>, titles: JobTitles, account: Account, { employment }: Present): Promise<void> {
  if (employment.kind !== 'read') return;
  const body = await bodyOf(account, titles);
  const path = `/users/${encodeURIComponent(account.humaId)}/positions/${encodeURIComponent(employment.position.id)}`;
  await sendTogether(account, body, (part) => caller.change('PATCH', path, part));
}

async function bodyOf(account: Account, titles: JobTitles): Promise<Body> {
  const body = new Map<FieldKey, { key: string; value: unknown }>();
  for (const field of openFields(account)) {
    const key = POSITION_KEYS.get(field);
    if (!key) continue;
    const value = account.changes[field] ?? null;
    if (field !== 'jobTitle') body.set(field, { key, value });
    else if (typeof value !== 'string') body.set(field, { key: 'titleId', value: null });
    else {
      const title = await titles.idOf(value);
      if (title.kind === 'done') body.set(field, { key: 'titleId', value: title.value });
      else noteAnswer(account, [field], title);
    }
  }
  return body;
}
