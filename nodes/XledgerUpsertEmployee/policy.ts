/** The settings that count for the whole run, read once with the first item. */
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { isFieldKey, keyFrom, type FieldKey } from '../../core/person';
import type { Policy } from '../../core/sync';
import type { XledgerOptions } from '../../core/xledger';
import { parameter, xledgerCredential, type Schema } from '../shared';
import { properties } from './properties';

export interface Settings {
  policy: Policy;
  genders: XledgerOptions['genders'];
  onFailed: 'result' | 'error';
  /** Milliseconds. */
  patience: number;
}

const absentWhenBlank = z.union([z.string(), z.number()]).nullish().transform((value) => String(value ?? '').trim() || undefined);
const country = absentWhenBlank.transform((value) => value?.toUpperCase());

const connection = z.object({
  name: absentWhenBlank.transform((name) => name ?? 'default'),
  active: z.boolean().default(true),
  autoAdd: z.boolean().default(false),
  groupId: absentWhenBlank,
  bankCountry: country,
  phoneCountry: country,
  genderMale: absentWhenBlank,
  genderFemale: absentWhenBlank,
});
const newEmployees = z.object({ owner: absentWhenBlank, subledgerGroup: absentWhenBlank, employeeGroup: absentWhenBlank, supplierCodePrefix: absentWhenBlank });
const options = z.object({ onFailed: z.enum(['result', 'error']).default('result'), patience: z.number().positive().default(300), readBack: z.boolean().default(true), xledgerIsEmpty: z.boolean().default(false) });
const fieldKeys = z.array(z.string().refine(isFieldKey, 'names no field')).min(1, 'choose at least one') as Schema<FieldKey[]>;

/** @throws NodeOperationError when a setting is not what it must be, or when writing is asked for without the authority (R3) */
export async function readSettings(context: IExecuteFunctions): Promise<Settings> {
  const read = <T>(name: string, schema: Schema<T>): T => parameter(context, name, 0, schema, properties);
  const { token, authorityConfirmed } = await xledgerCredential(context);
  const dryRun = read('dryRun', z.boolean());
  if (!dryRun && !authorityConfirmed) {
    throw new NodeOperationError(context.getNode(), 'Nothing was written: the authority to connect Huma and Xledger is not confirmed', {
      description: 'Tick the confirmation in the Xledger credential, or switch on Dry Run to see what would be done.',
    });
  }
  if (token === '') throw new NodeOperationError(context.getNode(), 'The Xledger credential has no token');

  const { name, active, autoAdd, groupId, bankCountry, phoneCountry, genderMale, genderFemale } = read('connection', connection);
  const { owner, subledgerGroup, employeeGroup, supplierCodePrefix } = read('newEmployees', newEmployees);
  const { onFailed, patience, readBack, xledgerIsEmpty } = read('options', options);
  const policy: Policy = {
    connection: name,
    active,
    autoAdd,
    whenMissing: read('whenMissing', z.enum(['create', 'skip', 'fail'])),
    matchBy: read('matchBy', z.array(z.enum(['email', 'employmentId'])).min(1, 'choose at least one')),
    whenMatched: read('whenMatched', z.enum(['update', 'link', 'report'])),
    fields: read('fields', fieldKeys),
    clearing: read('clearing', z.boolean()),
    groupId,
    creation: { ownerDbId: owner, subledgerGroupDbId: subledgerGroup, employeeGroupDbId: employeeGroup, supplierCodePrefix },
    reading: { bankCountry, phoneCountry },
    readBack,
    dryRun,
    xledgerIsEmpty,
    fingerprintKey: keyFrom(token, 'fingerprint'),
  };
  const genders = { ...(genderMale && { Male: { code: genderMale } }), ...(genderFemale && { Female: { code: genderFemale } }) };
  return { policy, genders, onFailed, patience: patience * 1000 };
}
