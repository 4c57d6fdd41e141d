// docs/unknowns.md: every open question about Xledger and Huma, what the package does in each position, how verify finds out, and which tests show it.
import { HUMA_FACTS, XLEDGER_FACTS, type Fact, type Facts } from '../verify/facts';

export function unknownsPage(): string {
  return `# What nobody here knows

<!-- Made from the tables in scripts/verify/facts by \`npx tsx scripts/docs.ts\`. -->

No tenant of Xledger or Huma was at hand when this was built. What public sources leave open stands here: what each system may do, and what the
package does then. The first position of each is the likeliest; the sandbox takes it unless told otherwise. Each position runs alone, and every two of them
together, through messages, an export and a full sync over HTTP ([integration/positions](../test/integration/positions)): what then stands otherwise than
by default is a table there, with its reason.
\`*\`: differs from what was expected, and the package is right all the same. \`!\`: something that the package is for does not work there.

\`npm run verify:xledger\` and \`npm run verify:huma\` ask a real tenant (\`-- --help\` says how). They only read, unless \`--write\` is given.
What an Xledger or Huma does that is not in these tables is said as such: please tell us.

## Xledger

${sections(XLEDGER_FACTS)}
## Huma

${sections(HUMA_FACTS)}`;
}

const sections = (facts: Facts): string => Object.entries(facts).map(([key, fact]) => section(key, fact)).join('\n');

const MARKS = { fits: '', handled: ' *', breaks: ' !' } as const;
const BY = { reading: 'By reading.', writing: 'By writing.', limits: 'By asking too much.', waiting: 'By waiting.' } as const;

function section(key: string, { question, positions, asked, tests }: Fact): string {
  return `### ${key}: ${question}

| Xledger or Huma | the package |
| --- | --- |
${Object.entries(positions).map(([name, { effect, does }]) => `| ${name}${MARKS[effect]} | ${does} |`).join('\n')}

How to find out: ${asked.by === 'nothing' ? `verify cannot. ${asked.why}` : `${BY[asked.by]} ${asked.how}`}
Shown by: ${tests.map((file) => `[${file.replace(/^test\//, '')}](../${file})`).join(', ')}
`;
}
