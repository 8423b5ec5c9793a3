import { aDescription } from '#blobs/testing';
import type { BlobStore } from '../blob-store.js';
import { type Conditions, MemoryS3 } from '../testing/memory-s3.js';
import { openS3Blobs } from './open-s3-blobs.js';

/** Two processes at one blob, stopped at each place where the other may come in between. */
describe.each<Conditions>(['keeps', 'ignores'])('a put and a deletion that meet in a bucket whose server %s conditions', (conditions) => {
  const body = Buffer.from('同志们：今天召开清河县水利工作会议。');
  let server: MemoryS3;
  let here: BlobStore;
  let there: BlobStore;

  const open = () =>
    openS3Blobs({
      place: { endpoint: server.endpoint, bucket: 'rostra', prefix: '', keys: { access: 'me', secret: 'hush' } },
      region: null,
      ca: null,
    });

  beforeEach(async () => {
    server = await MemoryS3.open(conditions);
    [here, there] = await Promise.all([open(), open()]);
  });
  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
    server.close();
  });

  /** Runs `first`, and when its nth request arrives, the whole of `second` before that request is carried out. False when there is no nth. */
  async function meet(nth: number, first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<boolean> {
    let arrived = 0;
    server.arriving = async () => {
      arrived++;
      if (arrived !== nth) return null;
      server.arriving = async () => null;
      await second();
      return null;
    };
    await first();
    server.arriving = async () => null;
    return arrived >= nth;
  }

  async function expectWhole(sha256: string): Promise<void> {
    if (await here.has(sha256)) expect(await here.describe(sha256)).not.toEqual([]);
    expect(await here.list(null, 10)).toEqual((await here.has(sha256)) ? [sha256] : []);
  }

  it.each([
    ['of a new body', false, conditions === 'keeps' ? 1 : 4],
    ['of a body that is there', true, conditions === 'keeps' ? 4 : 3],
  ])('leave a body with a description or none, when a deletion comes in between a put %s', async (_kind, isThere, requests) => {
    let met = 0;
    for (let more = true; more; ) {
      const { sha256 } = await here.put(body, aDescription());
      if (!isThere) await here.delete(sha256);
      const put = () => here.put(body, aDescription({ source: `put ${met}` }));
      more = await meet(met + 1, put, () => there.delete(sha256));
      if (more) met++;
      await expectWhole(sha256);
      await here.delete(sha256);
    }
    expect(met).toBeGreaterThanOrEqual(requests);
  });

  it('leave a body with its description, when a put comes in between a deletion', async () => {
    let met = 0;
    for (let more = true; more; ) {
      const { sha256 } = await here.put(body, aDescription());
      await here.put(body, aDescription({ source: 'beside' }));
      const put = () => there.put(body, aDescription({ source: `put ${met}` }));
      more = await meet(met + 1, () => here.delete(sha256), put);
      if (more) met++;
      await expectWhole(sha256);
      await here.delete(sha256);
    }
    expect(met).toBeGreaterThanOrEqual(3);
  });

  it('leave both descriptions, when a put comes in between another', async () => {
    for (let nth = 1; ; nth++) {
      const text = Buffer.from(`第${nth}篇`);
      const one = aDescription({ source: 'one' });
      const other = aDescription({ source: 'other' });
      const put = await there.put(text, aDescription()).then(({ sha256 }) => sha256);
      await there.delete(put);
      if (
        !(await meet(
          nth,
          () => here.put(text, one),
          () => there.put(text, other),
        ))
      )
        break;
      expect((await here.describe(put)).map(({ source }) => source).sort()).toEqual(['one', 'other']);
    }
  });

  it.each([
    ['an empty bucket', false, false],
    ['an empty bucket with a deletion', false, true],
    ['a body that is there with a deletion', true, true],
  ])('keep their promises in any order of requests to %s', async (_kind, isThere, isDeleted) => {
    const third = await open();
    for (let seed = 1; seed <= 12; seed++) {
      const { sha256 } = await here.put(body, aDescription());
      if (!isThere) await here.delete(sha256);
      await shuffled(seed, isDeleted ? [...twoPuts(), () => third.delete(sha256)] : twoPuts());
      if (isDeleted) await expectWhole(sha256);
      else expect(await sourcesOf(sha256)).toEqual(['put 0', 'put 1']);
      await here.delete(sha256);
    }
    await third.close();
  });

  it.each([
    ['cut', (object: Buffer) => object.subarray(0, -3), ['push', 'put 0', 'put 1']],
    ['damaged from its beginning', (object: Buffer) => Buffer.concat([object.subarray(0, 8), Buffer.alloc(40)]), ['put 0', 'put 1']],
  ])('heal a body that is %s and lose no description that can be read, in any order of requests', async (_kind, damage, kept) => {
    server.conditions = 'keeps';
    const first = await open();
    server.conditions = conditions;
    for (let seed = 1; seed <= 12; seed++) {
      const { sha256 } = await first.put(body, aDescription());
      const name = `bodies/${sha256}.zst`;
      server.objects.set(name, damage(server.objects.get(name) ?? Buffer.alloc(0)));
      await shuffled(seed, twoPuts());
      expect(Buffer.from(await here.read(sha256))).toEqual(body);
      expect(await sourcesOf(sha256)).toEqual(kept);
      await here.delete(sha256);
    }
    await first.close();
  });

  const twoPuts = () => [here, there].map((store, at) => () => store.put(body, aDescription({ source: `put ${at}` })));
  const sourcesOf = async (sha256: string) => (await here.describe(sha256)).map(({ source }) => source).sort();

  /** Runs all at once; each time all of them wait for the server, one request is let through. */
  async function shuffled(seed: number, works: readonly (() => Promise<unknown>)[]): Promise<void> {
    const random = numbersFrom(seed);
    const waiting: (() => void)[] = [];
    let running = works.length;
    const letOneThrough = () => {
      if (running > 0 && waiting.length >= running) waiting.splice(Math.floor(random() * waiting.length), 1)[0]?.();
    };
    server.arriving = () =>
      new Promise((resolve) => {
        waiting.push(() => resolve(null));
        letOneThrough();
      });
    const ended = () => {
      running--;
      letOneThrough();
    };
    await Promise.all(works.map((work) => work().finally(ended)));
    server.arriving = async () => null;
  }
});

/** From 0 up to 1, the same for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
