/** The field table as the editor offers it: pick lists, and the schema of mapped fields. */
import type { INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import { FIELDS, type Field } from '../../core/person';

/** Every supported field, in the order of the table. */
export const FIELD_OPTIONS: INodePropertyOptions[] = (FIELDS as readonly Field[]).map(({ key, label }) => ({ name: label, value: key }));

/** What can be mapped by hand: the field table, and whose person it is. */
export function mappableFields(): ResourceMapperFields {
  const person = (FIELDS as readonly Field[]).map(({ key, label, required }) => ({
    id: key,
    displayName: label,
    required: required === 'always',
    defaultMatch: false,
    canBeUsedToMatch: false,
    display: true,
    // Text even for dates: n8n would read a date in a time zone, and a calendar date has none (R38).
    type: 'string' as const,
    removed: required === 'no',
  }));
  return { fields: person };
}
