// The list of people.
import { html, Html } from '../../html';
import type { Huma } from '../context';
import { plainPerson } from '../control';

const SHOWN = 300;

export function peoplePage(huma: Huma, search: string, note?: string): Html {
  const wanted = search.trim().toLowerCase();
  const found = [...huma.store.users.values()]
    .filter(({ type, profile }) => type === 'user' && `${profile.givenName} ${profile.familyName} ${profile.email} ${profile.employmentId ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => `${a.profile.givenName} ${a.profile.familyName}`.localeCompare(`${b.profile.givenName} ${b.profile.familyName}`, 'nb'));
  const people = found.slice(0, SHOWN).map((user) => plainPerson(huma, user));
  return html`
<div class="row apart">
  <div><h1>People</h1><p class="soft" data-test="people-count">${found.length} ${found.length === 1 ? 'person' : 'people'}</p></div>
  <div class="row">
    <form method="post" action="/export"><button data-test="export">Export to the webhook</button></form>
    <a class="button main" href="/people/new" data-test="add-person">Add a person</a>
  </div>
</div>
${note && html`<div class="note" data-test="note">${note}</div>`}
<form class="row" method="get" action="/"><input type="search" name="search" value="${search}" placeholder="Name, e-mail or employment ID" data-test="search" autofocus><button data-test="search-go">Search</button></form>
<div class="card"><table data-test="people">
<thead><tr><th>Name</th><th>E-mail</th><th class="wide">Employment ID</th><th class="wide">Job title</th><th>Status</th></tr></thead>
<tbody>${people.map((person) => html`
<tr data-test="person" data-id="${person.id}" data-email="${person.email}">
<td><a href="/people/${person.id}">${person.givenName} ${person.familyName}</a></td><td>${person.email}</td><td class="wide">${person.employmentId}</td><td class="wide">${person.jobTitle}</td>
<td><span class="tag${person.active ? '' : ' off'}">${person.active ? 'Active' : 'Deactivated'}</span></td></tr>`)}
</tbody></table>
${found.length > SHOWN && html`<p class="soft">The first ${SHOWN} are shown. Search to find the others.</p>`}</div>
<script>${FIND_AS_TYPED}</script>`;
}

/** Hides rows while typing; Enter asks the server, which knows everybody. */
const FIND_AS_TYPED = new Html(`
document.querySelector('[name=search]').addEventListener('input', (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const row of document.querySelectorAll('[data-test=person]')) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});`);
