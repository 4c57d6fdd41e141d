// Pages of the sandboxes: a template that escapes what it is given, and the frame around every page.

/** A piece of HTML that is safe to put into another. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

type Piece = Html | string | number | boolean | null | undefined | readonly Piece[];

/** html`<p>${name}</p>`: every piece is escaped, unless it is Html itself; lists are joined; false, null and undefined are nothing. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(parts.reduce((text, part, at) => text + part + (at < pieces.length ? written(pieces[at]) : ''), ''));
}

export interface PageFrame {
  title: string;
  /** The product's name in the head of the page. */
  product: string;
  /** A colour of its own for each product, so that windows side by side are not mixed up. */
  colour: string;
  links?: ReadonlyArray<{ name: string; url: string; here?: boolean }>;
  body: Html;
}

/** The whole page, as text. */
export function page({ title, product, colour, links = [], body }: PageFrame): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${product}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE.replaceAll('COLOUR', colour))}</style>
</head>
<body>
<header><b>${product}</b><nav>${links.map(({ name, url, here }) => html`<a href="${url}" data-test="nav-${name.toLowerCase()}"${here ? new Html(' aria-current="page"') : ''}>${name}</a>`)}</nav></header>
<main>${body}</main>
</body>
</html>`.text;
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false || piece === true) return '';
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return (piece as readonly Piece[]).map(written).join('');
  return String(piece).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root { --accent: COLOUR; --ink: #1d2430; --soft: #5b6675; --line: #e2e6ec; --paper: #f6f7f9; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--paper); }
header { background: var(--accent); color: #fff; padding: 14px 28px; display: flex; gap: 28px; align-items: baseline; }
header b { font-size: 18px; letter-spacing: .2px; }
nav a { color: #fff; opacity: .8; text-decoration: none; margin-right: 18px; padding-bottom: 3px; }
nav a:hover, nav a[aria-current] { opacity: 1; border-bottom: 2px solid #fff; }
main { max-width: 1040px; margin: 28px auto 60px; padding: 0 28px; }
h1 { font-size: 24px; margin: 0 0 6px; } h2 { font-size: 17px; margin: 0 0 12px; }
p.soft, .soft { color: var(--soft); margin-top: 0; }
a { color: var(--accent); }
.card { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 20px 22px; margin: 18px 0; }
.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; } .row.apart { justify-content: space-between; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 14px 18px; }
label { display: block; font-size: 13px; color: var(--soft); }
input, select { width: 100%; font: inherit; color: var(--ink); padding: 7px 10px; margin-top: 3px; border: 1px solid #c9d0da; border-radius: 7px; background: #fff; }
input:focus, select:focus { outline: 2px solid var(--accent); outline-offset: -1px; border-color: transparent; }
input:disabled { background: #f1f3f6; color: var(--soft); } input.wrong { border-color: #b3261e; background: #fdf3f2; }
.row input[type=search] { width: 300px; margin: 0; }
button, .button { font: inherit; border: 1px solid #c9d0da; background: #fff; color: var(--ink); border-radius: 7px; padding: 7px 16px; cursor: pointer; text-decoration: none; display: inline-block; }
button.main, .button.main { background: var(--accent); border-color: var(--accent); color: #fff; } button.danger { color: #b3261e; border-color: #e3b4b1; }
button:hover, .button:hover { filter: brightness(.96); }
table { width: 100%; border-collapse: collapse; } th { text-align: left; font-size: 13px; font-weight: 600; color: var(--soft); }
td, th { padding: 8px 10px; border-bottom: 1px solid var(--line); vertical-align: top; } tr:last-child td { border-bottom: 0; } tbody tr:hover { background: #fafbfc; }
.tag { font-size: 12px; padding: 1px 9px; border-radius: 20px; background: #e7f4ec; color: #1b6b3c; } .tag.off { background: #eef0f3; color: var(--soft); } .tag.bad { background: #fbe9e7; color: #b3261e; }
.note { border-radius: 8px; padding: 10px 14px; margin: 14px 0; background: #e7f4ec; color: #1b5635; } .note.bad { background: #fbe9e7; color: #8f1d16; } .note.wait { background: #fff5dc; color: #6d4e00; }
summary { cursor: pointer; color: var(--soft); } pre { background: #f1f3f6; border-radius: 8px; padding: 12px; overflow: auto; font-size: 13px; white-space: pre-wrap; }
ol.story { counter-reset: step; list-style: none; padding: 0; } ol.story li { counter-increment: step; padding: 14px 0 14px 50px; position: relative; border-bottom: 1px solid var(--line); } ol.story li:last-child { border: 0; }
ol.story li::before { content: counter(step); position: absolute; left: 0; top: 14px; width: 32px; height: 32px; border-radius: 50%; background: var(--accent); color: #fff; text-align: center; line-height: 32px; font-weight: 600; }
@media (max-width: 800px) { .wide { display: none; } main { padding: 0 16px; } td, th { padding: 8px 6px; overflow-wrap: anywhere; } .card { overflow-x: auto; } }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 14px; } .tiles a { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; text-decoration: none; color: var(--ink); } .tiles a:hover { border-color: var(--accent); } .tiles b { display: block; color: var(--accent); }
`;
