/** The settings that count for the whole run, read once with the first item. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { keyFrom } from '../../core/person';
import type { Policy } from '../../core/sync';
import type { XledgerOptions } from '../../core/xledger';
import { authorised, connection, fieldKeys, learntForms, newEmployees, parameter, type Schema } from '../shared';
import { properties } from './properties';

export interface Settings {
  policy: Policy;
  genders: XledgerOptions['genders'];
  /** What an earlier run learnt of this Xledger. */
  forms: XledgerOptions['forms'];
  onFailed: 'result' | 'error';
  /** Milliseconds. */
  patience: number;
}

const forEvents = z.object({ active: z.boolean().default(true), autoAdd: z.boolean().default(false) });
const options = z.object({ canary: z.boolean().default(true), learnt: learntForms, onFailed: z.enum(['result', 'error']).default('result'), patience: z.number().positive().default(300), readBack: z.boolean().default(true), xledgerIsEmpty: z.boolean().default(false) });

/** @throws NodeOperationError when a setting is not what it must be, or when writing is asked for without the authority (R3) */
export async function readSettings(context: IExecuteFunctions): Promise<Settings> {
  const read = <T>(name: string, schema: Schema<T>): T => parameter(context, name, 0, schema, properties);
  const dryRun = read('dryRun', z.boolean());
  const { token } = await authorised(context, { writes: !dryRun });
  const { name, groupId, reading, genders } = read('connection', connection);
  const { active, autoAdd } = read('connection', forEvents);
  const { canary, learnt, onFailed, patience, readBack, xledgerIsEmpty } = read('options', options);
  const policy: Policy = {
    connection: name,
    active,
    autoAdd,
    // Without the table of links nothing could be noted: then there is one run only.
    marksFirst: context.getInputData(1).length > 0,
    whenMissing: read('whenMissing', z.enum(['create', 'skip', 'fail'])),
    matchBy: read('matchBy', z.array(z.enum(['email', 'employmentId'])).min(1, 'choose at least one')),
    whenMatched: read('whenMatched', z.enum(['update', 'link', 'report'])),
    fields: read('fields', fieldKeys),
    clearing: read('clearing', z.boolean()),
    groupId,
    creation: read('newEmployees', newEmployees),
    reading,
    readBack,
    canary,
    dryRun,
    xledgerIsEmpty,
    fingerprintKey: keyFrom(token, 'fingerprint'),
  };
  return { policy, genders, forms: learnt, onFailed, patience: patience * 1000 };
}
