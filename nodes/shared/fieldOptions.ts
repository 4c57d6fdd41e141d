/** The field table as the editor offers it: pick lists, and the schema of mapped fields. */
import type { INodePropertyOptions, ResourceMapperFields } from 'n8n-workflow';
import { FIELDS, type Field } from '../../core/person';

/** Every supported field, in the order of the table. */
export const FIELD_OPTIONS: INodePropertyOptions[] = (FIELDS as readonly Field[]).map(({ key, label }) => ({ name: label, value: key }));

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
