/** The settings of a run, read once with the first item. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { ApplyOptions } from '../../core/sync';
import type { TenantForms } from '../../core/xledger';
import { absentWhenBlank, authorised, connection, learntForms, limits, newEmployees, parameter, type Connection, type Schema, type XledgerCredential } from '../shared';
import { properties } from './properties';

export interface Settings {
  options: ApplyOptions;
  credential: XledgerCredential;
  genders: Connection['genders'];
  /** What an earlier run learnt of this Xledger. */
  forms?: TenantForms;
  hasHuma: boolean;
  onFailed: 'result' | 'error';
  staleRows: 'skip' | 'fail';
  /** Who started it, for the e-mail (R17). */
  runBy?: string;
  /** Milliseconds. */
  patience: number;
}

/** Chosen, or from an expression: a list, or a text with commas. */
const ids = z.union([z.string(), z.array(z.string())]).default([]).transform((given) => [given].flat().flatMap((text) => text.split(',')).map((id) => id.trim()).filter((id) => id !== ''));
const options = z.object({
  canary: z.boolean().default(true),
  evenLocked: z.boolean().default(false),
  groups: ids,
  learnt: learntForms,
  patience: z.number().positive().default(300),
  readBack: z.boolean().default(true),
  rereadHuma: z.boolean().default(true),
  runBy: absentWhenBlank,
});

/** @throws NodeOperationError when a setting is not what it must be, or when writing is asked for without the authority (R3) */
export async function readSettings(context: IExecuteFunctions): Promise<Settings> {
  const read = <T>(name: string, schema: Schema<T>): T => parameter(context, name, 0, schema, properties);
  const dryRun = read('dryRun', z.boolean());
  const credential = await authorised(context, { writes: !dryRun });
  const { groupId, reading, genders } = read('connection', connection);
  const { groups, learnt, patience, rereadHuma, runBy, ...rest } = read('options', options);
  const creation = read('newEmployees', newEmployees);
  const hasHuma = context.getNode().credentials?.humaApi !== undefined;
  return {
    options: {
      ...rest,
      active: credential.authorityConfirmed,
      endpoint: credential.address,
      ownerDbId: creation.ownerDbId ?? null,
      limits: read('limits', limits),
      override: read('override', absentWhenBlank),
      edited: read('editedRows', z.enum(['refuse', 'allow'])) === 'allow' ? 'accept' : 'refuse',
      dryRun,
      rereadHuma: rereadHuma && hasHuma,
      creation,
      groups: groups.length > 0 ? groups : [groupId].filter((id) => id !== undefined),
      reading,
    },
    credential,
    genders,
    forms: learnt,
    hasHuma,
    onFailed: read('onFailed', z.enum(['result', 'error'])),
    staleRows: read('staleRows', z.enum(['skip', 'fail'])),
    runBy,
    patience: patience * 1000,
  };
}
