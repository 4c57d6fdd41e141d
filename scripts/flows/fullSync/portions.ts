/** A page that comes again until everybody was on it: n8n's form loses everything above about a thousand ticked boxes. */
import type { Node, Wire } from '../flow';
import { become, split } from '../nodes';
import { answered, page, type Asked } from './pages';

export interface Portions extends Omit<Asked, 'is'> {
  /** An expression that gives the list of everybody; the page finds its own portion in `$json.people`. */
  people: string;
  /** An expression that gives how many fit on a page. */
  size: string;
}

export interface Loop {
  nodes: Node[];
  wires: Wire[];
  first: string;
  /** Gives on its second output when everybody was on a page. */
  last: string;
  /** Gives on its second output when the answer is not that page's own. */
  answered: string;
  /** An expression that gives the answers of all pages, in their order. */
  answers: string;
}

/** Each run of the first node is the next portion; the run that finds nobody left ends it. */
export function portions(name: string, [column, row]: Node['at'], { people, size, ...asked }: Portions): Loop {
  const [next, left] = [`Next ${name}`, `${name}: Anybody Left?`];
  const own = `${JSON.stringify(`${name} `)} + $('${next}').first().json.portion`;
  const check = answered(name, [column + 3.3, row], own);
  return {
    nodes: [
      become(next, [column, row], `={{ JSON.stringify({ portion: $runIndex + 1, people: (${people}).slice($runIndex * ${size}, ($runIndex + 1) * ${size}) }) }}`, { executeOnce: true }),
      split(left, [column + 1, row], [['={{ $json.people }}', 'array', 'notEmpty']]),
      page(name, [column + 2.2, row], { ...asked, is: own }),
      check,
    ],
    wires: [
      [next, left],
      [left, name],
      [name, check.name],
      [check.name, next],
    ],
    first: next,
    last: left,
    answered: check.name,
    answers: `[...Array($('${next}').first().json.portion - 1).keys()].map((run) => $('${name}').first(0, run).json)`,
  };
}
