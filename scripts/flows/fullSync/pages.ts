/** Form pages whose fields are made at run time, as the expression that n8n's form node wants; and the check that an answer is that page's own. */
import type { Node } from '../flow';
import { formPage, split } from '../nodes';

export type PageField =
  /** `html`: an expression that gives HTML (n8n leaves simple tags and strips the rest). */
  | { kind: 'html'; name: string; html: string }
  | { kind: 'radio'; name: string; label: string; options: readonly string[] }
  /** An expression that gives a list of fields. */
  | { expression: string };

export interface Asked {
  title: string;
  description: string;
  button: string;
  fields: readonly PageField[];
  /** What tells this page from all others, as an expression: comes back with the answer. */
  is?: string;
}

/** A page and what it asks for. */
export const page = (name: string, at: Node['at'], { title, description, button, fields, is = JSON.stringify(name) }: Asked): Node =>
  formPage(name, at, { title, description, button, webhookId: `page-${name.toLowerCase().replace(/\W+/g, '-')}`, fields: fieldsOf(is, fields) });

/** Lets an answer on only when the page was answered, and this one: every page of a form has the same address, so an old one that is still open somewhere answers too. */
export const answered = (name: string, at: Node['at'], is = JSON.stringify(name)): Node => split(`${name}: Answered?`, at, [['={{ $json.submittedAt }}', 'string', 'notEmpty'], [`={{ $json.page === ${is} }}`, 'boolean', 'true']]);

/** `$` in a label would get a meaning of its own on n8n's side: it becomes the full-width sign. */
function fieldsOf(is: string, fields: readonly PageField[]): string {
  const all = fields.map((field) => ('expression' in field ? field.expression : `[${fieldOf(field)}]`));
  const name = `{ fieldType: 'hiddenField', fieldName: 'page', fieldValue: ${is} }`;
  return `={{ JSON.stringify([${[name, ...all.map((one) => `...(${one})`)].join(', ')}]).replaceAll('$', '\\uFF04') }}`;
}

function fieldOf(field: Exclude<PageField, { expression: string }>): string {
  if (field.kind === 'html') return `{ fieldLabel: ' ', fieldType: 'html', elementName: ${JSON.stringify(field.name)}, html: ${field.html} }`;
  return `{ fieldLabel: ${JSON.stringify(field.label)}, fieldName: ${JSON.stringify(field.name)}, fieldType: 'radio', requiredField: true, defaultValue: ${JSON.stringify(field.options[0])}, fieldOptions: { values: ${JSON.stringify(field.options.map((option) => ({ option })))} } }`;
}
