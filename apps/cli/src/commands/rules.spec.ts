import type { IncomingMessage } from 'node:http';
import { Server } from '../server/server.js';
import { localServer } from '../testing/local-server.js';
import { memoryOutput } from '../testing/memory-output.js';
import { addRule, decideRule, learnRules, listRules, previewRule } from './rules.js';

const rule = {
  ...{
    id: 'r1',
    site: 'wanbao.example',
    effect: 'remove',
    selector: '.writer\u001b-box',
    status: 'offered',
    origin: 'learned',
    note: null,
  },
  evidence: { pages: 4, of: 5, characters: 1_000, sample: '青岭晚报是\n青岭市民自己的报纸。' },
};
const page = {
  ...{ documentId: 'd1', title: '讲话', url: null, matches: 1, changed: true, emptied: false, message: null },
  lost: { characters: 48, text: '青岭晚报是\n青岭市民自己的报纸。' },
  gained: { characters: 0, text: '' },
  titles: { before: '独家讲话', after: '讲话' },
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
}

/** Runs a command against a server that answers with this, and tells what it was asked. */
async function run(answer: object, command: (options: Parameters<typeof listRules>[1]) => Promise<number>) {
  let asked = '';
  const { base, close } = await localServer(async (request, response) => {
    asked = `${request.method} ${request.url} ${await bodyOf(request)}`.trim();
    response.end(JSON.stringify(answer));
  });
  const output = memoryOutput();
  const code = await command({ server: new Server(base), json: false, output });
  await close();
  return { asked, code, printed: output.text().replaceAll(base, 'http://h') };
}

describe('rostra rules', () => {
  it('lists what waits with what speaks for it', async () => {
    const { asked, code, printed } = await run({ rules: [rule] }, (options) => listRules({ site: 'wanbao.example' }, options));
    expect([asked, code]).toEqual(['GET /api/v1/site-rules?site=wanbao.example', 0]);
    expect(printed).toBe(
      'wanbao.example  remove .writer-box  offered, learned, on 4 of 5 pages, 1000 characters\n  青岭晚报是 青岭市民自己的报纸。\n  r1\n',
    );
    expect((await run({ rules: [] }, (options) => listRules({}, options))).printed).toBe('No rules.\n');
  });

  it('adds, decides and says what comes next', async () => {
    const added = await run(rule, (options) => addRule({ site: 'wanbao.example', selector: '.x', effect: 'remove' }, '卡片', options));
    expect(added.asked).toBe('POST /api/v1/site-rules {"site":"wanbao.example","selector":".x","effect":"remove","note":"卡片"}');
    expect(added.printed).toContain('rostra rules accept r1');
    const decided = await run({ ...rule, status: 'active' }, (options) => decideRule('r1', 'active', options));
    expect(decided.asked).toBe('PATCH /api/v1/site-rules/r1 {"status":"active"}');
    expect(decided.printed).toContain('rostra reparse --dry-run --site wanbao.example');
  });

  it('previews a stored rule or one that is only written down', async () => {
    const answer = { ...rule, pages: [page, { ...page, changed: false, documentId: 'd2' }, { ...page, emptied: true, documentId: 'd3' }] };
    const stored = await run(answer, (options) => previewRule('r1', 5, options));
    expect(stored.asked).toBe('POST /api/v1/site-rules/preview {"id":"r1","limit":5}');
    expect(stored.printed).toContain('2 of 3 stored pages would change');
    expect(stored.printed).toContain('1 page would have no speech left');
    expect(stored.printed).toContain('讲话  http://h/documents/d1\n    title: 讲话\n    − 48 characters: 青岭晚报是 青岭市民自己的报纸。');
    expect(stored.printed).not.toContain('d2');
    const given = await run(answer, (options) => previewRule({ site: 's', selector: 'p', effect: 'content' }, 5, options));
    expect(given.asked).toBe('POST /api/v1/site-rules/preview {"site":"s","selector":"p","effect":"content","limit":5}');
  });

  it('says what was learned', async () => {
    const learned = await run({ site: 'wanbao.example', read: 5, offered: [rule] }, (options) => learnRules('wanbao.example', options));
    expect(learned.printed).toMatch(/^5 stored pages of wanbao\.example compared: 1 rule waits for you\.\n/);
    expect((await run({ site: 's', read: 1, offered: [] }, (options) => learnRules('s', options))).printed).toContain(
      'nothing new is repeated',
    );
  });
});
