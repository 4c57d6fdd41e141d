/** The page before anything is written: the report of a dry run, and the limits with their numbers. */
import type { PageField } from './pages';

export interface LastLook {
  /** The Apply node that tried it out, with the limits lifted so that it could tell what would be done. */
  tried: string;
  no: string;
  yes: string;
  /** An expression that gives the id of the plan. */
  plan: string;
  question: string;
}

const OVER = 'over the limits of plan ';

/** Over a limit there is no plain "yes": only one that names this plan. */
export function lastLook({ tried, no, yes, plan, question }: LastLook): PageField[] {
  const summary = `$('${tried}').first(3).json`;
  const over = `${summary}.verdict.counts.filter((each) => each.over)`;
  const numbers = `${over}.map((each) => each.label + ': ' + each.counted + ' of ' + each.of + ', and at ' + (each.limit === 'humaShort' ? 'least ' : 'most ') + each.allowed + ' are ' + (each.limit === 'humaShort' ? 'expected' : 'allowed')).join('; ')`;
  return [
    { kind: 'html', name: 'limits', html: `'<p><b>' + (${over}.length ? 'Over the limits. ' + ${numbers} + '. Nothing is written unless you name this plan below as one that may go over them.' : ${summary}.verdict.says) + '</b></p>'` },
    { kind: 'html', name: 'look', html: `'<pre>' + ${summary}.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') + '</pre>'` },
    { expression: `[{ fieldLabel: ${JSON.stringify(question)}, fieldName: 'decision', fieldType: 'radio', requiredField: true, defaultValue: ${JSON.stringify(no)}, fieldOptions: { values: [{ option: ${JSON.stringify(no)} }, { option: ${over}.length ? ${JSON.stringify(`${yes}, also ${OVER}`)} + ${plan} : ${JSON.stringify(yes)} }] } }]` },
  ];
}

/** What to tell Apply of an answer: the plan that it names, or nothing. */
export const overrideIn = (answer: string): string => `(${answer}.includes(${JSON.stringify(OVER)}) ? ${answer}.split(${JSON.stringify(OVER)})[1] : '')`;
