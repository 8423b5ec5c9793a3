import { EXIT, type ExitCode, Failure } from '../exit.js';
import { counted } from '../ingest/arrival.js';
import { Refused, type Server } from '../server/server.js';
import { type SearchAnswer, type SearchHit, searchShape } from '../server/shapes.js';
import { marked } from '../terminal/marked.js';
import type { Output } from '../terminal/output.js';
import { columnsOf, printable } from '../terminal/width.js';

const MOST_PASSAGES = 3;

/** Filters go to the server as they are; it knows which values are right. */
interface SearchFilters {
  readonly from?: string;
  readonly to?: string;
  readonly site?: readonly string[];
  readonly kind?: readonly string[];
  readonly year?: readonly string[];
  readonly under?: string;
  readonly sort?: string;
  readonly size?: number;
  readonly cursor?: string;
}

export interface SearchOptions {
  readonly server: Server;
  readonly json: boolean;
  readonly filters: SearchFilters;
  readonly output: Output;
}

/** Prints the speeches a query finds. Throws a Failure that points at the place when the query is wrong. */
export async function search(query: string, { server, json, filters, output }: SearchOptions): Promise<ExitCode> {
  const answer = await server.get(searchShape, '/api/v1/search', { q: query, ...filters }).catch((error: unknown) => {
    throw error instanceof Refused ? pointed(query, error) : error;
  });
  if (json) await output.line(JSON.stringify(answer));
  else for (const line of searchLines(answer, server, output)) await output.line(line);
  return EXIT.done;
}

/** The answer for people: numbered titles, where the match stands, the passage, the page to read on. */
export function searchLines(answer: SearchAnswer, server: Pick<Server, 'address'>, output: Pick<Output, 'style'>): string[] {
  const { total, tookMs, hits, nextCursor } = answer;
  const time = typeof tookMs === 'number' ? ` in ${Math.round(tookMs)} ms` : '';
  const lines = [output.style('dim', counted(total, 'speech', 'speeches') + time)];
  for (const [index, hit] of hits.entries()) lines.push('', ...hitLines(hit, index + 1, server, output));
  if (nextCursor) lines.push('', output.style('dim', `More: --cursor ${nextCursor}`));
  return lines;
}

function hitLines(hit: SearchHit, number: number, server: Pick<Server, 'address'>, { style }: Pick<Output, 'style'>): string[] {
  const mark = (piece: string) => style(['bold', 'yellow'], piece);
  const facts = [hit.date, hit.site].filter((fact) => typeof fact === 'string').map(printable);
  const inTitle = hit.highlights.find(({ field, passage }) => field === 'title' && passage === hit.title);
  const passages = hit.highlights.filter(({ field }) => field !== 'title').slice(0, MOST_PASSAGES);
  return [
    `${String(number).padStart(2)}  ${marked(hit.title, inTitle?.marks ?? [], mark)}${facts.length > 0 ? style('dim', `  ${facts.join(' · ')}`) : ''}`,
    ...(hit.headingPath.length > 0 ? [`    ${style('cyan', hit.headingPath.map(printable).join(' › '))}`] : []),
    ...passages.map(({ passage, marks }) => `    …${marked(passage, marks, mark)}…`),
    `    ${style('dim', server.address(`/speeches/${hit.speechId}`))}`,
  ];
}

/** The server's sentence, and under the query the place it means. */
function pointed(query: string, { message, problem }: Refused): Failure {
  const { position, hint } = problem;
  const arrow = position === undefined ? [] : [`  ${printable(query)}`, `  ${' '.repeat(columnsOf(printable(query.slice(0, position))))}^`];
  return new Failure(EXIT.refused, [message, ...arrow, ...(hint && !message.includes(hint) ? [hint] : [])].join('\n'));
}
