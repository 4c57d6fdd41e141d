/** The link of one person as it is after a run. */
import type { XledgerIds } from '../../xledger';
import { remember, type Became } from '../compare';
import { linked, sameLink } from '../link';
import type { Link } from '../types';
import type { PersonAtWork, Run } from './run';

/** With what comparing and writing have shown. Undefined where nothing about the link changed, and for people without a Huma id. */
export function linkAfterwards(one: PersonAtWork, run: Pick<Run, 'policy' | 'at'>, became: Became = { stuck: new Set(), fell: new Set() }): Link | undefined {
  return one.comparison && linkWith(one, remember(one.link?.baseline ?? {}, one.comparison, became), run);
}

/** With a given baseline. The ids are those of the employee as read, unless others are given. */
export function linkWith({ subject, link, employee }: PersonAtWork, baseline: Link['baseline'], { policy, at }: Pick<Run, 'policy' | 'at'>, ids: XledgerIds | undefined = employee && idsOf(employee)): Link | undefined {
  if (subject.humaId === null || !ids) return undefined;
  const next = linked({ connection: policy.connection, humaId: subject.humaId, at }, ids, baseline, link);
  return link && sameLink(link, next) ? undefined : next;
}

export const idsOf = ({ dbId, contact, subledger }: NonNullable<PersonAtWork['employee']>): XledgerIds => ({ employeeDbId: dbId, contactDbId: contact?.dbId ?? null, subledgerDbId: subledger?.dbId ?? null });
