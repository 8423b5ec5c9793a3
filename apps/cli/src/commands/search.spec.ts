import { EXIT } from '../exit.js';
import { Server } from '../server/server.js';
import { localServer } from '../testing/local-server.js';
import { memoryOutput } from '../testing/memory-output.js';
import { search, searchLines } from './search.js';

const server = new Server('http://a.example');
const hit = {
  speechId: 's1',
  title: '治水讲话',
  site: 'b.example',
  date: '2021',
  headingPath: ['一、看清变化', '（一）截污'],
  highlights: [
    { field: 'title', passage: '治水讲话', marks: [[0, 2] as [number, number]] },
    { field: 'text', passage: '要把\n治水抓好', marks: [[3, 5] as [number, number]] },
  ],
};

describe('search', () => {
  it('shows title, place, passage with the match, and where to read on', () => {
    const answer = { total: 12, tookMs: 3.4, nextCursor: 'next', hits: [hit] };
    expect(searchLines(answer, server, memoryOutput({ styled: true }))).toEqual([
      '<dim>12 speeches in 3 ms</>',
      '',
      ' 1  <bold+yellow>治水</>讲话<dim>  2021 · b.example</>',
      '    <cyan>一、看清变化 › （一）截污</>',
      '    …要把 <bold+yellow>治水</>抓好…',
      '    <dim>http://a.example/speeches/s1</>',
      '',
      '<dim>More: --cursor next</>',
    ]);
  });

  it('points at the place where a query is wrong', async () => {
    const { base, close } = await localServer((_request, response) => {
      response.writeHead(400).end(JSON.stringify({ detail: 'A bracket is not closed.', position: 3, hint: 'Add ) at the end.' }));
    });
    const output = memoryOutput();
    const asked = search('治水 (河道', { server: new Server(base), json: false, filters: {}, output });
    await expect(asked).rejects.toMatchObject({
      exitCode: EXIT.refused,
      message: 'A bracket is not closed.\n  治水 (河道\n       ^\nAdd ) at the end.',
    });
    await close();
  });

  it('hands filters over as they are and prints the answer as one line of JSON', async () => {
    let asked = '';
    const { base, close } = await localServer((request, response) => {
      asked = request.url ?? '';
      response.end(JSON.stringify({ total: 0, nextCursor: null, tookMs: 1, hits: [], facets: {} }));
    });
    const output = memoryOutput();
    await search('水', { server: new Server(base), json: true, filters: { year: ['2020', '2021'], size: 5 }, output });
    expect([...new URL(asked, base).searchParams]).toEqual([
      ['q', '水'],
      ['year', '2020'],
      ['year', '2021'],
      ['size', '5'],
    ]);
    expect(JSON.parse(output.text())).toMatchObject({ total: 0, facets: {} });
    await close();
  });
});
