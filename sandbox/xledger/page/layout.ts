// The frame of every page: head, style, and the script that keeps it fresh without reloading.
import { Html, html, raw } from './html';

/** A whole page. What stands in an element with `data-live` is replaced when it changes on the server. */
export function page(title: string, content: Html, status = 200): Response {
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Xledger sandbox</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<header><a href="/">Xledger</a> <span>sandbox · invented people</span></header>
<main>${content}</main>
<script>${raw(LIVE)}</script>
</body>
</html>`.text;
  return new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
}

const STYLE = `
:root { --ink: #1c2733; --soft: #5f6e7d; --line: #dde3e9; --back: #f5f7f9; --card: #fff; --accent: #0b5cad; --flash: #fff3bf; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; color: var(--ink); background: var(--back); }
header { background: #12304d; color: #fff; padding: 12px 24px; }
header a { color: #fff; font-weight: 650; text-decoration: none; }
header span { opacity: .7; margin-left: 8px; }
main { max-width: 1400px; margin: 0 auto; padding: 20px 24px 48px; }
h1 { font-size: 22px; margin: 4px 0 14px; }
h2 { font-size: 15px; margin: 0 0 10px; }
a { color: var(--accent); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 300px; gap: 20px; align-items: start; }
@media (max-width: 900px) { .columns { grid-template-columns: minmax(0, 1fr); } }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin-bottom: 16px; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: 13px; white-space: nowrap; }
th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
tr:last-child td { border-bottom: 0; }
td.date { white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 0; }
input { font: inherit; color: inherit; width: 100%; min-width: 130px; padding: 5px 8px; border: 1px solid var(--line); border-radius: 5px; background: #fff; }
input:focus { outline: 2px solid var(--accent); outline-offset: -1px; }
input.edited { border-color: var(--accent); background: #eef5fc; }
button { font: inherit; font-weight: 600; color: #fff; background: var(--accent); border: 0; border-radius: 6px; padding: 8px 18px; cursor: pointer; }
.soft { color: var(--soft); font-size: 13px; }
.bar { display: flex; gap: 14px; align-items: center; justify-content: space-between; margin-bottom: 12px; }
.bar input { max-width: 340px; }
.wrong { background: #fdecea; border: 1px solid #f2b8b5; border-radius: 6px; padding: 8px 12px; }
.tag { display: inline-block; font-size: 12px; background: #e8edf2; border-radius: 4px; padding: 1px 6px; }
@keyframes flash { from { background: var(--flash); } to { background: transparent; } }
.changed, .changed td { animation: flash 4s ease-out; }
`;

/** Asks for this page again every second and a half and takes over what changed; an input that is being edited is left alone. */
const LIVE = `
const flash = (element) => { element.classList.remove('changed'); void element.offsetWidth; element.classList.add('changed'); };
const isEdited = (input) => input.value !== input.defaultValue;
const refresh = async () => {
  let fresh;
  try { fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html'); } catch { return; }
  for (const element of document.querySelectorAll('[data-live]')) {
    const other = fresh.querySelector('[data-live="' + element.dataset.live + '"]');
    if (!other || other.innerHTML === element.innerHTML) continue;
    const before = new Map([...element.querySelectorAll('[data-row]')].map((row) => [row.dataset.row, row.innerHTML]));
    element.innerHTML = other.innerHTML;
    if (before.size === 0) { if (!element.querySelector('[data-row]')) flash(element); continue; }
    for (const row of element.querySelectorAll('[data-row]')) if (before.get(row.dataset.row) !== row.innerHTML) flash(row);
  }
  for (const input of document.querySelectorAll('input[data-path]')) {
    const other = fresh.querySelector('input[data-path="' + input.dataset.path + '"]');
    if (!other || other.defaultValue === input.defaultValue || isEdited(input) || input === document.activeElement) continue;
    input.defaultValue = other.defaultValue;
    input.value = other.defaultValue;
    flash(input);
  }
};
setInterval(refresh, 1500);
document.addEventListener('input', ({ target }) => {
  if (target.dataset.path) target.classList.toggle('edited', isEdited(target));
  if (target.name === 'search') { history.replaceState(null, '', target.value ? '/?search=' + encodeURIComponent(target.value) : '/'); refresh(); }
});
document.addEventListener('submit', ({ target }) => {
  for (const input of target.querySelectorAll('input[data-path]')) input.disabled = !isEdited(input);
});
addEventListener('pageshow', () => { for (const input of document.querySelectorAll('input[data-path]')) input.disabled = false; });
`;
