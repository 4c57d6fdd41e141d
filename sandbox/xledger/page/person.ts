// One person's page: every mapped value on each of the three records, to look at and to change.
import type { XledgerTenant } from '../sandbox';
import { Html, html } from './html';
import { page } from './layout';
import { MAPPED_VALUES, personOf, type PersonView } from '../mappedValues';
import { moment } from './people';

const RECORDS = ['employee', 'contact', 'subledger'] as const;

/** The page of the employee with this dbId; `wrong` says why a change was not made. */
export function personPage({ state }: XledgerTenant, dbId: number, wrong?: string): Response {
  const employee = state.employees.get(dbId);
  if (!employee) return page('Not found', html`<h1>Nobody here</h1><p>There is no employee ${dbId}. <a href="/">Everyone</a></p>`, 404);
  const person = personOf(state, employee);
  const name = person.values['contact.name'] ?? person.values['employee.description'] ?? 'Employee';
  return page(
    name,
    html`<p><a href="/">Everyone</a></p><h1 data-live="name">${name}</h1>${wrong && html`<p class="wrong">${wrong}</p>`}
<form method="post" class="card"><table>
<thead><tr><th></th>${RECORDS.map((record) => html`<th>${record[0]?.toUpperCase()}${record.slice(1)}</th>`)}</tr></thead>
<tbody>${labels().map((label) => valueRow(person, label))}</tbody>
<tbody data-live="changed"><tr><th>Last changed</th>${RECORDS.map((record) => html`<td class="soft">${moment(person.modifiedAt[record])}</td>`)}</tr>
</tbody><tbody><tr><th>dbId</th><td class="soft">${person.dbId}</td><td class="soft">${person.contactDbId ?? 'no contact'}</td><td class="soft">${person.subledgerDbId ?? 'no subledger'}</td></tr></tbody>
</table><p><button>Save</button> <span class="soft">An empty box clears the value.</span></p></form>`,
    wrong ? 400 : 200,
  );
}

function labels(): string[] {
  return [...new Set(MAPPED_VALUES.map(({ label }) => label))];
}

function valueRow(person: PersonView, label: string): Html {
  return html`<tr><th>${label}</th>${RECORDS.map((record) => html`<td>${valueBox(person, label, record)}</td>`)}</tr>`;
}

function valueBox(person: PersonView, label: string, record: (typeof RECORDS)[number]): Html {
  const mapped = MAPPED_VALUES.find((one) => one.label === label && one.path.startsWith(`${record}.`));
  const missing = (record === 'contact' && person.contactDbId === null) || (record === 'subledger' && person.subledgerDbId === null);
  if (!mapped || missing) return html``;
  const value = person.values[mapped.path] ?? '';
  if (mapped.readOnly) return html`<span data-live="${mapped.path}">${value}</span>`;
  return html`<input name="${mapped.path}" data-path="${mapped.path}" value="${value}" aria-label="${label} (${record})" autocomplete="off">`;
}
