/** The settings of a comparison, read once with the first item. */
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { isFieldKey, type FieldKey, type Reading } from '../../core/person';
import type { HumaScope } from '../../core/huma';
import type { PlanPolicy } from '../../core/sync';
import { absentWhenBlank, connection, fieldKeys, limits, parameter, type Connection, type Schema } from '../shared';
import { properties } from './properties';

export interface Settings {
  /** All but what the credential and Xledger's answer say. */
  policy: Omit<PlanPolicy, 'endpoint' | 'ownerDbId'>;
  peopleFrom: 'huma' | 'items';
  /** Absent: everyone. */
  scope?: HumaScope;
  /** The entity that was chosen; absent: the one that all employees belong to. */
  ownerDbId?: string;
  reading: Reading;
  genders: Connection['genders'];
  report: boolean;
  /** Milliseconds. */
  patience: number;
  xledgerIsEmpty: boolean;
}

const winner = z.enum(['huma', 'xledger', 'none']);
const perField = z
  .object({ fields: z.array(z.object({ field: z.string().refine(isFieldKey, 'names no field') as Schema<FieldKey>, winner })).default([]) })
  .transform(({ fields }): PlanPolicy['wins']['byField'] => Object.fromEntries(fields.map((one) => [one.field, one.winner])));
const id = z.string().trim().min(1, 'choose one');
const options = z.object({
  employmentIdCounts: z.boolean().default(false),
  expiresAfter: z.number().positive().default(24),
  otherSideChanged: z.enum(['keep', 'overwrite', 'follow']).default('keep'),
  owner: absentWhenBlank,
  patience: z.number().positive().default(300),
  report: z.boolean().default(true),
  xledgerIsEmpty: z.boolean().default(false),
});

/** @throws NodeOperationError when a setting is not what it must be */
export function readSettings(context: IExecuteFunctions): Settings {
  const read = <T>(name: string, schema: Schema<T>): T => parameter(context, name, 0, schema, properties);
  const peopleFrom = read('peopleFrom', z.enum(['huma', 'items']));
  const kind = peopleFrom === 'huma' ? read('scope', z.enum(['everyone', 'company', 'location', 'team'])) : 'everyone';
  const scope = kind === 'everyone' ? undefined : { kind, id: read('group', id) };
  const { name, groupId, reading, genders } = read('connection', connection);
  if (scope && groupId && scope.id !== groupId) {
    throw new NodeOperationError(context.getNode(), 'The scope and the connection name two different groups of Huma', { description: 'Choose the same group under "Group" and under "Connection", "Group Name or ID", or leave one of them out.' });
  }
  const { employmentIdCounts, expiresAfter, otherSideChanged, owner, patience, report, xledgerIsEmpty } = read('options', options);
  const policy: Settings['policy'] = {
    connection: name,
    groupId: scope?.id ?? groupId,
    fields: read('fields', fieldKeys),
    wins: { general: read('whoWins', winner), byField: read('whoWinsPerField', perField) },
    missing: read('missingValues', z.enum(['fill', 'leave', 'clear'])),
    writeTo: read('writeTo', z.enum(['xledger', 'huma', 'both'])),
    createIn: read('createIn', z.enum(['none', 'xledger', 'huma', 'both'])),
    firstMatchWaits: read('firstMatch', z.enum(['accept', 'wait'])) === 'wait',
    limits: read('limits', limits),
    employmentIdCounts,
    expiresInHours: expiresAfter,
    otherSideChanged,
  };
  return { policy, peopleFrom, scope, ownerDbId: owner, reading, genders, report, patience: patience * 1000, xledgerIsEmpty };
}
