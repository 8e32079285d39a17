/* Which pages have generated parts, and how a part is replaced. */

import { breaksTable, retentionBreaksTable, rolloutBreaksTable } from './breaks.ts';
import { CLI_PARTS, HELP_PARTS } from './cli.ts';
import { conformanceReport } from './conformance.ts';
import { decisionSummary, decisionTable, fleetDecisionTable } from './decisions.ts';
import { examples } from './examples.ts';
import { foundationsTable, guessesTable, unansweredTable } from './facts.ts';
import { failuresTable, fleetFailuresTable } from './failures.ts';
import { fields } from './fields.ts';
import { limitsTable } from './limits.ts';
import { ruleProblems } from './problems.ts';

type Parts = Readonly<Record<string, () => string | Promise<string>>>;

const PARTS: Readonly<Record<string, Parts>> = {
  'docs/cli.md': CLI_PARTS,
  'docs/conformance.md': { report: conformanceReport, unanswered: unansweredTable },
  'docs/reference/breaks.md': {
    breaks: breaksTable,
    'breaks of retention': retentionBreaksTable,
    'breaks of rollout': rolloutBreaksTable,
  },
  'docs/reference/commands.md': HELP_PARTS,
  'docs/reference/decision-table.md': { summary: decisionSummary, table: decisionTable },
  'docs/reference/failure-codes.md': { failures: failuresTable },
  'docs/reference/fleet-decision-table.md': { table: fleetDecisionTable },
  'docs/reference/limits.md': { limits: limitsTable },
  'docs/reference/messages.md': { fields, examples },
  'docs/rollout.md': { failures: fleetFailuresTable },
  'docs/reference/tags.md': { problems: ruleProblems },
  'docs/reliability.md': { foundations: foundationsTable },
  'docs/simulator.md': { guesses: guessesTable },
};

/** Pages with written parts, as paths from the project's folder. */
export const PAGES: readonly string[] = Object.keys(PARTS);

/** The page with its parts written anew. @throws when the page lacks the marks of a part */
export async function writePage(path: string, page: string): Promise<string> {
  let written = page;
  for (const [name, write] of Object.entries(PARTS[path] ?? {})) {
    written = replacePart(written, name, await write());
  }
  return written;
}

function replacePart(page: string, name: string, text: string): string {
  const begin = `<!-- begin ${name}: written by npm run docs -->\n`;
  const end = `\n<!-- end ${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the page has no marks for the part '${name}'`);
  return `${page.slice(0, from)}${begin}\n${text}\n${page.slice(to)}`;
}
