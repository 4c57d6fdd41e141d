/** A report as one HTML page, to send as an e-mail or to show: no script, nothing loaded, styles inline, readable without colour. */
import escape from 'lodash/escape';
import { EMPTY, oneLine, TONES, type ReportChange, type ReportLine, type ReportPage, type ReportSection, type Tone } from './page';

/** The whole page. Whatever stands in it is escaped; values keep to their own direction of writing. */
export function toHtml(page: ReportPage): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(page.title)}</title></head>
<body style="${BODY}"><div style="max-width:800px;margin:0 auto;">
<h1 style="font-size:22px;margin:0 0 12px;">${text(page.title)}</h1>
<p style="${box(page.verdict.tone)}"><strong>${mark(page.verdict.tone)}</strong> ${text(page.verdict.says)}</p>
${facts(page)}
${counts(page)}
${page.sections.map(section).join('\n')}
<p style="color:#4a4f57;font-size:13px;border-top:1px solid #d5d8dc;padding-top:12px;">${text(page.footer)}</p>
</div></body></html>`;
}

const BODY = "margin:0;padding:16px;background:#ffffff;color:#1c1f23;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45;";
const TABLE = 'width:100%;border-collapse:collapse;';
const CELL = 'padding:4px 8px 4px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere;';

const text = (value: string): string => escape(oneLine(value));
/** A value that comes from people: isolated, so that right-to-left writing does not turn what stands around it. */
const value = (given: string): string => `<bdi>${text(given)}</bdi>`;
const box = (tone: Tone): string => `background:${TONES[tone].ground};color:${TONES[tone].colour};border-left:4px solid ${TONES[tone].colour};padding:10px 12px;margin:0 0 16px;`;
const mark = (tone: Tone): string => `${TONES[tone].sign} ${TONES[tone].word}:`;

function facts({ facts: given }: ReportPage): string {
  const rows = given.map(({ label, value: said }) => `<tr><th scope="row" style="${CELL}font-weight:600;width:180px;">${text(label)}</th><td style="${CELL}">${value(said)}</td></tr>`);
  return `<table role="presentation" style="${TABLE}margin:0 0 16px;">${rows.join('')}</table>`;
}

function counts({ counts: given }: ReportPage): string {
  const rows = given.map(({ label, value: number, tone }) => `<tr><td style="${CELL}width:24px;color:${TONES[tone].colour};" aria-hidden="true">${TONES[tone].sign}</td><td style="${CELL}">${text(label)}</td><td style="${CELL}text-align:right;font-weight:600;">${number}</td></tr>`);
  return rows.length > 0 ? `<table style="${TABLE}margin:0 0 16px;max-width:420px;">${rows.join('')}</table>` : '';
}

function section({ title, says, lines, more }: ReportSection): string {
  const rest = more > 0 ? `<p style="color:#4a4f57;">… and ${more} more.</p>` : '';
  return `<h2 style="font-size:17px;margin:24px 0 8px;">${text(title)}</h2>${says ? `<p style="margin:0 0 8px;">${text(says)}</p>` : ''}${lines.map(line).join('')}${rest}`;
}

function line({ who, tone, what, changes, notes }: ReportLine): string {
  const head = `<p style="margin:0 0 4px;"><strong>${value(who)}</strong> <span style="background:${TONES[tone].ground};color:${TONES[tone].colour};padding:1px 6px;border-radius:3px;font-size:13px;">${TONES[tone].sign} ${text(what)}</span></p>`;
  const table = changes.length > 0 ? `<table style="${TABLE}font-size:14px;">${changes.map(change).join('')}</table>` : '';
  const said = notes.map((note) => `<p style="margin:4px 0 0;color:#6b4a00;font-size:14px;">! ${text(note)}</p>`).join('');
  return `<div style="border-top:1px solid #e3e5e8;padding:8px 0;">${head}${table}${said}</div>`;
}

/** Before is struck out and after is bold: told apart without colour. */
function change({ label, to, before, after }: ReportChange): string {
  const old = before === undefined ? '' : `${before === null ? EMPTY : `<del style="color:#8a1c1c;">${value(before)}</del>`} → `;
  const now = after === null ? EMPTY : `<ins style="color:#0b5c2e;text-decoration:none;font-weight:600;">${value(after)}</ins>`;
  const where = to === null ? 'not written' : `in ${to}`;
  return `<tr><th scope="row" style="${CELL}font-weight:400;width:180px;">${text(label)}</th><td style="${CELL}">${old}${now} <span style="color:#4a4f57;font-size:13px;">(${where})</span></td></tr>`;
}
