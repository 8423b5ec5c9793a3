import { EXIT, type ExitCode } from '../exit.js';
import { counted } from '../ingest/arrival.js';
import { previewLines, ruleLines } from '../rules/rule-lines.js';
import type { Server } from '../server/server.js';
import { learnedShape, rulePreviewShape, ruleShape, rulesShape } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';

const RULES = '/api/v1/site-rules';

export interface RulesOptions {
  readonly server: Server;
  readonly json: boolean;
  readonly output: Output;
}

/** What a rule is before it is stored. */
export interface GivenRule {
  readonly site: string;
  readonly selector: string;
  readonly effect: string;
}

/** Lists rules by site, those that wait for a person first. */
export async function listRules(filter: Readonly<Record<string, string>>, { server, json, output }: RulesOptions): Promise<ExitCode> {
  const query = new URLSearchParams(filter).toString();
  const { rules } = await server.get(rulesShape, query === '' ? RULES : `${RULES}?${query}`);
  if (json) await output.line(JSON.stringify({ rules }));
  else if (rules.length === 0) await output.line('No rules.');
  else for (const rule of rules) for (const line of ruleLines(rule, output)) await output.line(line);
  return EXIT.done;
}

/** Stores a rule; it waits until it is accepted. */
export async function addRule(rule: GivenRule, note: string | null, { server, json, output }: RulesOptions): Promise<ExitCode> {
  const added = await server.post(ruleShape, RULES, { ...rule, note });
  if (json) await output.line(JSON.stringify(added));
  else {
    for (const line of ruleLines(added, output)) await output.line(line);
    await output.line(
      `See what it changes with rostra rules preview ${added.id}, and put it in force with rostra rules accept ${added.id}`,
    );
  }
  return EXIT.done;
}

/** Says what a rule, stored or not, would change on stored pages. Stores nothing. */
export async function previewRule(rule: GivenRule | string, limit: number, { server, json, output }: RulesOptions): Promise<ExitCode> {
  const asked = typeof rule === 'string' ? { id: rule } : rule;
  const preview = await server.post(rulePreviewShape, `${RULES}/preview`, { ...asked, limit });
  if (json) await output.line(JSON.stringify(preview));
  else for (const line of previewLines(preview, server, output)) await output.line(line);
  return EXIT.done;
}

/** Looks for blocks that the stored pages of a site repeat, and says which rules wait now. */
export async function learnRules(site: string, { server, json, output }: RulesOptions): Promise<ExitCode> {
  const learned = await server.post(learnedShape, `${RULES}/learn`, { site });
  if (json) {
    await output.line(JSON.stringify(learned));
    return EXIT.done;
  }
  const { offered, read } = learned;
  const found =
    offered.length === 0
      ? 'nothing new is repeated inside their speeches'
      : `${counted(offered.length, 'rule waits', 'rules wait')} for you`;
  await output.line(`${counted(read, 'stored page', 'stored pages')} of ${learned.site} compared: ${found}.`);
  for (const rule of offered) for (const line of ruleLines(rule, output)) await output.line(line);
  return EXIT.done;
}

/** Puts a rule in force, or out of it. Stored documents follow with a reparse. */
export async function decideRule(id: string, status: 'active' | 'off', { server, json, output }: RulesOptions): Promise<ExitCode> {
  const rule = await server.patch(ruleShape, `${RULES}/${encodeURIComponent(id)}`, { status });
  if (json) await output.line(JSON.stringify(rule));
  else {
    for (const line of ruleLines(rule, output)) await output.line(line);
    await output.line(`Pages that come are parsed so from now on. Stored ones follow with rostra reparse --dry-run --site ${rule.site}`);
  }
  return EXIT.done;
}
