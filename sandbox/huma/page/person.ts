// One person's page: a form with every synced field, and the buttons beside it.
import { html, Html } from '../../html';
import type { Huma } from '../context';
import type { User } from '../state';
import type { PersonForm } from './saving';

interface Shown {
  user?: User;
  form: PersonForm;
  /** Fields that Huma refused. */
  wrong?: readonly string[];
  note?: string;
  refused?: string;
}

/** The form: sections, and in each the field's name, label and kind of input. */
const SECTIONS: ReadonlyArray<{ name: string; fields: ReadonlyArray<{ key: keyof PersonForm; label: string; type?: string; list?: string }> }> = [
  { name: 'Person', fields: [
    { key: 'givenName', label: 'Given name' },
    { key: 'familyName', label: 'Family name' },
    { key: 'email', label: 'E-mail', type: 'email' },
    { key: 'phone', label: 'Phone' },
    { key: 'birthDate', label: 'Date of birth', type: 'date' },
    { key: 'gender', label: 'Gender', list: 'genders' },
    { key: 'nationalId', label: 'National ID' },
  ] },
  { name: 'Address', fields: [
    { key: 'line1', label: 'Street' },
    { key: 'line2', label: 'Street, second line' },
    { key: 'postalCode', label: 'Postal code' },
    { key: 'city', label: 'City' },
    { key: 'country', label: 'Country (two letters)' },
  ] },
  { name: 'Pay', fields: [
    { key: 'bankAccount', label: 'Bank account or IBAN' },
    { key: 'bankCountry', label: 'Country of the account' },
    { key: 'bic', label: 'BIC (with an IBAN)' },
  ] },
  { name: 'Employment', fields: [
    { key: 'employmentId', label: 'Employment ID' },
    { key: 'jobTitle', label: 'Job title', list: 'titles' },
    { key: 'employmentStartDate', label: 'Start', type: 'date' },
    { key: 'probationEndDate', label: 'Probation ends', type: 'date' },
    { key: 'terminationNoticeDate', label: 'Notice given', type: 'date' },
    { key: 'employmentEndDate', label: 'End', type: 'date' },
  ] },
];

export function personPage(huma: Huma, { user, form, wrong = [], note, refused }: Shown): Html {
  const locked = user !== undefined && !user.active;
  const input = ({ key, label, type = 'text', list }: (typeof SECTIONS)[number]['fields'][number]) => html`
<label>${label}<input name="${key}" type="${type}" value="${form[key]}" data-test="field-${key}"${list && html` list="${list}"`}${isWrong(wrong, key) && html` class="wrong"`}${locked && html` disabled`}></label>`;
  return html`
<p><a href="/">← All people</a></p>
<div class="row apart"><h1 data-test="person-name">${user ? `${user.profile.givenName} ${user.profile.familyName}` : 'Add a person'}</h1>
${user && html`<span class="tag${user.active ? '' : ' off'}" data-test="status">${user.active ? 'Active' : 'Deactivated'}</span>`}</div>
${user && html`<p class="soft">Huma ID <code data-test="person-id">${user.id}</code> · ${huma.store.groupsOf(user).map(({ name }) => name).join(', ') || 'in no group'}</p>`}
${note && html`<div class="note" data-test="note">${note}</div>`}
${refused && html`<div class="note bad" data-test="refused">${refused}</div>`}
${locked && html`<div class="note wait">Deactivated: all fields are locked.</div>`}
${user?.requestedEmail && html`<div class="note wait row apart" data-test="pending-email"><span>New e-mail <b>${user.requestedEmail}</b> waits for confirmation.</span>${button(user, 'confirm-email', 'Confirm as the person')}</div>`}
${user && user.positions.length > 1 && html`<div class="note wait">${user.positions.length} positions; the form shows the first current one.</div>`}
<form method="post" action="${user ? `/people/${user.id}` : '/people'}" autocomplete="off" data-test="person-form">
${SECTIONS.map(({ name, fields }) => html`<section class="card"><h2>${name}</h2><div class="fields">${fields.map(input)}</div></section>`)}
<button class="main" data-test="save"${locked && html` disabled`}>${user ? 'Save' : 'Add'}</button>
<datalist id="genders"><option>Female<option>Male</datalist>
<datalist id="titles">${[...huma.store.titles.values()].map(({ name }) => html`<option>${name}`)}</datalist>
</form>
${user && html`<div class="card row apart"><div class="row">${user.active ? button(user, 'deactivate', 'Deactivate') : button(user, 'reactivate', 'Reactivate', 'main')}</div>
<details data-test="delete-open"><summary>Delete…</summary><p class="soft">For good: Huma forgets the person.</p>${button(user, 'delete', 'Delete for good', 'danger')}</details></div>`}`;
}

function button(user: User, action: string, label: string, kind = ''): Html {
  return html`<form method="post" action="/people/${user.id}/${action}"><button class="${kind}" data-test="${action}">${label}</button></form>`;
}

/** Huma names `homeAddress.country`, the form `country`; an account's parts are all shown at the account. */
function isWrong(wrong: readonly string[], key: string): boolean {
  return wrong.some((field) => field === key || field === `homeAddress.${key}` || (field === 'homeAddress' && key === 'line1'));
}
