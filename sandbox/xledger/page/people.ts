// The first page: everyone, a search, and what has been asked of the sandbox.
import { summaryOf, type JournalEntry } from '../control';
import { dateTimeText } from '../asking';
import type { XledgerTenant } from '../sandbox';
import { MAIN_OWNER, OWNERS } from '../state';
import { positionsOf, SWITCH_KEYS } from '../switches';
import { Html, html } from './html';
import { page } from './layout';
import { matching, peopleOf, type PersonView } from '../mappedValues';

const MOST_SHOWN = 500;

export function peoplePage(tenant: XledgerTenant, search: string): Response {
  const found = matching(peopleOf(tenant.state), search);
  return page(
    'People',
    html`<h1>People</h1>
<div class="columns">
<div class="card">
<form class="bar"><input name="search" value="${search}" placeholder="Name, e-mail or employment ID" aria-label="Search" autocomplete="off">
<span class="soft" data-live="count">${countText(found.length)}</span></form>
<table><thead><tr><th>ID</th><th>Name</th><th>E-mail</th><th>Job title</th><th>Start</th><th>End</th><th>Last changed</th></tr></thead>
<tbody data-live="people">${found.slice(0, MOST_SHOWN).map(personRow)}</tbody></table>
</div>
<aside data-live="asked">${asked(tenant.journal)}${steering(tenant)}</aside>
</div>`,
  );
}

/** When something happened, to the second, by the Norwegian clock. */
export function moment(isoDateTime: string | null): string {
  return isoDateTime ? dateTimeText(Date.parse(isoDateTime), 'norwegianWallClock').replace('T', ' ') : '';
}

function countText(found: number): string {
  return found > MOST_SHOWN ? `${MOST_SHOWN} of ${found} shown` : `${found} ${found === 1 ? 'person' : 'people'}`;
}

function personRow({ dbId, ownerDbId, values, modifiedAt }: PersonView): Html {
  const name = values['contact.name'] ?? values['employee.description'] ?? '(no name)';
  const elsewhere = ownerDbId === MAIN_OWNER ? undefined : OWNERS.find((owner) => owner.dbId === ownerDbId)?.description;
  return html`<tr data-row="${dbId}"><td>${values['employee.code']}</td><td><a href="/people/${dbId}">${name}</a>${elsewhere && html` <span class="tag">${elsewhere}</span>`}</td><td>${values['contact.email']}</td>
<td>${values['contact.jobTitle']}</td><td class="date">${values['employee.employmentFrom']}</td><td class="date">${values['employee.employmentTo']}</td><td class="soft date">${moment(modifiedAt.any)}</td></tr>`;
}

function asked(journal: readonly JournalEntry[]): Html {
  const { requests, queries, mutations, nodesWritten, failed, byRootField } = summaryOf(journal);
  const counted = (label: string, count: number): Html => html`<tr data-row="${label}"><td>${label}</td><td class="number">${count}</td></tr>`;
  const kinds = Object.entries(byRootField).sort(([, a], [, b]) => b - a);
  return html`<div class="card"><h2>Requests</h2><table>
${[counted('All', requests), counted('Queries', queries), counted('Mutations', mutations), counted('Nodes sent', nodesWritten), counted('Failed', failed)]}
${kinds.map(([field, count]) => counted(field, count))}</table></div>
<div class="card"><h2>Latest</h2>${journal.length === 0 ? html`<p class="soft">Nothing has been asked yet.</p>` : html`<table>${journal.slice(-8).reverse().map(entryRow)}</table>`}</div>`;
}

function entryRow(entry: JournalEntry): Html {
  const outcome = entry.status === 0 ? 'cut' : entry.errorCodes[0] ?? (entry.status === 200 ? `${entry.rows || entry.nodes} rows` : `HTTP ${entry.status}`);
  return html`<tr data-row="${entry.at}"><td>${entry.rootFields.join(', ') || entry.kind}<br><span class="soft">${moment(entry.at).slice(11)} · ${outcome}</span></td></tr>`;
}

function steering({ switches, faults, limits }: XledgerTenant): Html {
  const moved = SWITCH_KEYS.filter((key) => switches[key] !== positionsOf(key)[0]);
  return html`<div class="card"><h2>Steering</h2><p class="soft">${faults.waiting().length} faults waiting · limits ${limits.enforced ? 'on' : 'off'}</p>
${moved.map((key) => html`<p><span class="tag">${key}</span> ${switches[key]}</p>`)}</div>`;
}
