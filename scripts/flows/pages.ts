/** Form pages whose fields are made at run time, as the expression that n8n's form node wants. */

export type PageField =
  /** `html`: an expression that gives HTML (n8n leaves simple tags and strips the rest). */
  | { kind: 'html'; name: string; html: string }
  | { kind: 'radio' | 'dropdown'; name: string; label: string; options: readonly string[] }
  /** `options`: an expression that gives a list of texts. At most 300 fit on a page. */
  | { kind: 'checkbox'; name: string; label: string; options: string; when?: string };

/** An expression that gives the page's fields as JSON. `$` in a label would get a meaning of its own on n8n's side: it becomes the full-width sign. */
export function page(fields: readonly (PageField | { expression: string })[]): string {
  const all = fields.map((field) => ('expression' in field ? field.expression : `[${fieldOf(field)}]`));
  return `={{ JSON.stringify([${all.map((one) => `...(${one})`).join(', ')}]).replaceAll('$', '\\uFF04') }}`;
}

function fieldOf(field: PageField): string {
  if (field.kind === 'html') return `{ fieldLabel: ' ', fieldType: 'html', elementName: ${JSON.stringify(field.name)}, html: ${field.html} }`;
  const head = `fieldLabel: ${JSON.stringify(field.label)}, fieldName: ${JSON.stringify(field.name)}`;
  if (field.kind === 'checkbox') return `{ ${head}, fieldType: 'checkbox', fieldOptions: { values: (${field.options}).slice(0, 300).map((option) => ({ option })) } }`;
  return `{ ${head}, fieldType: ${JSON.stringify(field.kind)}, requiredField: true, defaultValue: ${JSON.stringify(field.options[0])}, fieldOptions: { values: ${JSON.stringify(field.options.map((option) => ({ option })))} } }`;
}

/** The report that a node's summary holds, as plain text on a page: n8n strips styles from a page's HTML. */
export const asText = (node: string): string => `'<pre>' + $('${node}').first(3).json.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') + '</pre>'`;
