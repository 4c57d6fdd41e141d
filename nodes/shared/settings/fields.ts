/** The field table as the editor offers it: pick lists, and the schema of mapped fields. */
import type { INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import { z } from 'zod';
import { FIELDS, isFieldKey, type Field, type FieldKey } from '../../../core/person';
import type { Schema } from '../parameters';

/** Every supported field, in the order of the table. */
export const FIELD_OPTIONS: INodePropertyOptions[] = (FIELDS as readonly Field[]).map(({ key, label }) => ({ name: label, value: key }));

/** Fields that were chosen. */
export const fieldKeys = z.array(z.string().refine(isFieldKey, 'names no field')).min(1, 'choose at least one') as Schema<FieldKey[]>;

/** What can be mapped by hand. Without types: n8n would read dates in a time zone (R38) and turn objects into text. */
export function mappableFields(): ResourceMapperFields {
  const person = (FIELDS as readonly Field[]).map(({ key, label, required }) => ({
    id: key,
    displayName: label,
    required: required === 'always',
    defaultMatch: false,
    canBeUsedToMatch: false,
    display: true,
    removed: required === 'no',
  }));
  return { fields: person };
}
