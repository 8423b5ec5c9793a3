import { ParserPool } from './parser-pool.js';
import { WorkerCrashed } from './take-on.js';

const hints = { url: null, contentType: null, fileName: null };
const page = Buffer.from('在青禾市植树节上的讲话\n同志们：\n栽下一棵树，就是给明天留一片荫凉。\n');
const large = Buffer.from('同志们，栽下一棵树，就是给明天留一片荫凉。\n'.repeat(200_000));

describe('a page in a process of its own', () => {
  let pool: ParserPool;
  afterEach(() => pool.close());

  it('gives the same result as in a thread', async () => {
    pool = new ParserPool({ threads: 1 });
    expect(await pool.parseApart(page, hints)).toEqual(await pool.parse(page, hints));
  });

  it('takes its process along and nothing else', async () => {
    pool = new ParserPool({ threads: 1, heapMb: 24 });
    await expect(pool.parseApart(large, hints)).rejects.toThrow(WorkerCrashed);
    expect((await pool.parseApart(page, hints)).speeches).toHaveLength(1);
  });

  it('is ended at the deadline', async () => {
    pool = new ParserPool({ threads: 1, deadlineMs: 300 });
    await expect(pool.parseApart(large, hints)).rejects.toThrow(WorkerCrashed);
  });

  it('is refused for what it is', async () => {
    pool = new ParserPool({ threads: 1 });
    await expect(pool.parseApart(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), hints)).rejects.toThrow(/PNG/);
  });
});
