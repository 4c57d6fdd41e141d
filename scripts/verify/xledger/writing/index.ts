// The questions that only a write answers: one marked test person is made, asked with, and closed again.
import { randomBytes } from 'node:crypto';
import { CannotGoOn, findAll, type Findings } from '../../findings';
import type { Say } from '../../verified';
import type { Tenant } from '../tenant';
import { BATCH_PROBES, FORM_PROBES } from './batches';
import { CONTACT_PROBES } from './contacts';
import { makeRows, type TestRows } from './creating';
import { EMPLOYEE_PROBES, SUPPLIER_PROBES } from './employee';
import type { WritingProbe } from './testPerson';
import { createWriter, nodeId, write, type Writer } from './writer';

/** Findings of before and of writing together, and what stays in Xledger. Questions that could not be asked have none. */
export async function withTestPerson(tenant: Tenant, read: Findings, say: Say): Promise<{ findings: Findings; left: string[] }> {
  const writer = createWriter(tenant, read, `zzv${randomBytes(4).toString('hex')}`);
  say('adding the test person');
  const made = await makeRows(writer, read);
  if (!made) return { findings: read, left: [] };
  const { rows } = made;
  try {
    const probes: WritingProbe[] = [...BATCH_PROBES, ...FORM_PROBES, ...CONTACT_PROBES, ...SUPPLIER_PROBES, ...(rows.employees.length > 0 ? EMPLOYEE_PROBES : [])];
    const findings = await findAll(probes, { writer, rows }, (done, of) => say(`question ${done + 1} of ${of} with the test person`), { ...read, ...made.findings });
    return { findings: findings, left: await close(writer, rows) };
  } catch (error) {
    if (error instanceof CannotGoOn) throw new CannotGoOn(`${error.message} ${(await close(writer, rows).catch(() => leftOpen(writer, rows))).join(' ')}`);
    throw error;
  }
}

/** Ends everything that can be ended. Xledger has no known call that removes these rows. */
async function close(writer: Writer, rows: TestRows): Promise<string[]> {
  const day = new Date(writer.clock.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  const ended: boolean[] = [];
  for (const dbId of rows.employees) ended.push((await write(writer, 'updateEmployees', { ...nodeId(writer, dbId), employmentTo: day, dateTo: day })).taken);
  for (const dbId of [rows.contact, rows.spare]) ended.push((await write(writer, 'updateContacts', { ...nodeId(writer, dbId), toDate: day })).taken);
  if (rows.supplier) ended.push((await write(writer, 'updateSuppliers', { ...nodeId(writer, rows.supplier.dbId), toDate: day })).taken);
  return [...leftOpen(writer, rows), ended.every(Boolean) ? `All of them were ended on ${day}.` : 'Not all of them could be ended.'];
}

const leftOpen = ({ mark }: Writer, { employees, supplier }: TestRows): string[] => [
  `Xledger has no call that removes: ${employees.length} employee${employees.length === 1 ? '' : 's'}, 2 contacts${supplier ? ', 1 supplier' : ''}, all with ${mark} in code, name or e-mail. Remove them in Xledger's own screens, if you like.`,
];
