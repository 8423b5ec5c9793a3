import { Client } from '@elastic/elasticsearch';
import { Parser } from 'htmlparser2';
import { Agent, request } from 'undici';
import { loadConfig } from '#platform';
import { openElasticIndex, storedSpeech } from '#search';
import { inParallel } from '../../inputs/in-parallel.js';
import { addressAt } from './site.js';
import { Stopwatch, type Timed } from './stopwatch.js';

const FETCHES = 8;
const BULK = 100;

export interface BareLoop {
  readonly site: string;
  readonly pages: number;
}

/**
 * What the flow is measured by: fetches, takes the text of the body, and writes in bulk into an index of the same make with the same tokens.
 * It keeps nothing, promises nothing and knows no second try.
 */
export async function runBareLoop({ site, pages }: BareLoop): Promise<Timed> {
  const { search } = loadConfig();
  if (search.kind !== 'server') throw new Error('ELASTICSEARCH_URL: name the server of the bench.');
  const { nodes, prefix } = search;
  // Makes the index and its names.
  await (await openElasticIndex({ nodes, prefix })).close();
  const client = new Client({ nodes: [...nodes] });
  const agent = new Agent();
  const stopwatch = new Stopwatch();
  let waiting: object[] = [];
  let writing = Promise.resolve();
  const flush = async () => {
    const operations = waiting;
    waiting = [];
    const before = writing;
    writing = before.then(() => bulk(client, operations));
    // One request at work, one being filled.
    await before;
  };
  await inParallel(Array(pages).keys(), FETCHES, async (number) => {
    const url = addressAt(site, number);
    const { body } = await request(url, { dispatcher: agent });
    waiting.push({ index: { _index: `${prefix}-write`, _id: String(number) } }, entryOf(number, url, await body.text()));
    if (waiting.length >= 2 * BULK) await flush();
  });
  await flush();
  await writing;
  await client.indices.refresh({ index: `${prefix}-write` });
  const timed = stopwatch.stop(pages);
  const { count } = await client.count({ index: `${prefix}-read` });
  await Promise.all([client.close(), agent.close()]);
  if (count !== pages) throw new Error(`The bare loop wrote ${count} of ${pages} pages`);
  return timed;
}

async function bulk(client: Client, operations: object[]): Promise<void> {
  if (operations.length === 0) return;
  const { errors } = await client.bulk({ operations });
  if (errors) throw new Error('Elasticsearch refused pages of the bare loop');
}

function entryOf(number: number, url: string, html: string): object {
  const { title, text } = lightText(html);
  const place = { speechId: String(number), documentId: String(number), version: 1, site: new URL(url).host };
  return storedSpeech({ ...place, title, text, outline: [], speaker: null, kind: 'speech', year: null, date: null });
}

/** Title and text of the body, one line a piece. */
function lightText(html: string): { readonly title: string; readonly text: string } {
  const lines: string[] = [];
  const title: string[] = [];
  let body = false;
  let silent = false;
  let inTitle = false;
  const parser = new Parser({
    onopentagname(name) {
      if (name === 'body') body = true;
      silent = name === 'script' || name === 'style';
      inTitle = name === 'title';
    },
    onclosetag() {
      silent = false;
      inTitle = false;
    },
    ontext(text) {
      if (inTitle) title.push(text);
      else if (body && !silent && text.trim() !== '') lines.push(text);
    },
  });
  parser.end(html);
  return { title: title.join(''), text: lines.join('\n') };
}
