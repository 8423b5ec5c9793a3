import { EXIT, type ExitCode } from '../exit.js';
import { counted } from '../ingest/arrival.js';
import type { Server } from '../server/server.js';
import { changedShape, type FailureGroup, failuresShape } from '../server/shapes.js';
import type { Output } from '../terminal/output.js';
import { printable, wrapped } from '../terminal/width.js';

const FAILURES = '/api/v1/failures';

export interface FailuresOptions {
  readonly server: Server;
  readonly json: boolean;
  readonly output: Output;
}

/** Lists what is not tried again by itself, grouped by what went wrong. */
export async function listFailures({ server, json, output }: FailuresOptions): Promise<ExitCode> {
  const { groups } = await server.get(failuresShape, FAILURES);
  if (json) await output.line(JSON.stringify({ groups }));
  else if (groups.length === 0) await output.line('No failures.');
  else for (const group of groups) for (const line of groupLines(group, server, output)) await output.line(line);
  return EXIT.done;
}

function groupLines({ group, stage, count, lastMessage, lastAt, documentIds }: FailureGroup, server: Server, output: Output): string[] {
  const { style, columns } = output;
  return [
    `${style('bold', printable(group))}  ${counted(count, 'document', 'documents')} after ${stage}, last ${lastAt}`,
    ...wrapped(printable(lastMessage), Math.max(40, columns - 2)).map((line) => `  ${line}`),
    ...documentIds.map((id) => style('dim', `  ${server.address(`/documents/${id}`)}`)),
  ];
}

/** Sends the documents of a group through their stage again, or discards it. */
export async function changeFailures(
  verb: 'retry' | 'discard',
  group: string,
  { server, json, output }: FailuresOptions,
): Promise<ExitCode> {
  const changed = await server.post(changedShape, `${FAILURES}/${encodeURIComponent(group)}/${verb}`);
  const what = counted(changed.documents, 'document', 'documents');
  const said = verb === 'retry' ? `${what} of ${group} will be tried again.` : `${what} of ${group} are discarded: nobody will try again.`;
  await output.line(json ? JSON.stringify(changed) : said);
  return EXIT.done;
}
