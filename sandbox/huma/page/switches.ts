// The page of switches: every open question about Huma, and the position the sandbox takes.
import { html, type Html } from '../../html';
import type { Huma } from '../context';
import { SWITCHES, type Switch, type SwitchKey } from '../switches';

export function switchesPage(huma: Huma): Html {
  const rows = Object.entries(SWITCHES) as Array<[SwitchKey, Switch]>;
  return html`
<h1>Switches</h1><p class="soft">What no public source says about Huma. Take any position, and see that the sync copes.</p>
<form class="card" method="post" action="/switches" data-test="switches-form"><table><thead><tr><th></th><th>Question</th><th>Position</th></tr></thead>
<tbody>${rows.map(([key, { question, positions, default: likeliest, why }]) => html`
<tr><td><b>${key}</b></td><td>${question}<br><span class="soft">Likeliest: ${likeliest}, since ${why}.</span></td>
<td><select name="${key}" data-test="switch-${key}">${positions.map((position) => html`<option${huma.switches[key] === position && html` selected`}>${position}</option>`)}</select></td></tr>`)}
</tbody></table><p><button class="main" data-test="switches-save">Save</button></p></form>`;
}
