import { aDescription } from '#blobs/testing';
import type { BlobStore } from '../blob-store.js';
import { MemoryS3 } from '../testing/memory-s3.js';
import { openS3Blobs } from './open-s3-blobs.js';

/** Two processes at one blob, stopped at each place where the other may come in between. */
describe('a put and a deletion that meet in a bucket', () => {
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
    server = await MemoryS3.open();
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
      if (arrived !== nth) return;
      server.arriving = async () => {};
      await second();
    };
    await first();
    server.arriving = async () => {};
    return arrived >= nth;
  }

  async function expectWhole(sha256: string): Promise<void> {
    if (await here.has(sha256)) expect(await here.describe(sha256)).not.toEqual([]);
    expect(await here.list(null, 10)).toEqual((await here.has(sha256)) ? [sha256] : []);
  }

  it.each([
    ['of a new body', false],
    ['of a body that is there', true],
  ])('leave a body with a description or none, when a deletion comes in between a put %s', async (_kind, isThere) => {
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
    expect(met).toBeGreaterThanOrEqual(3);
  });

  it('leave a body with its description, when a put comes in between a deletion', async () => {
    let met = 0;
    for (let more = true; more; ) {
      const { sha256 } = await here.put(body, aDescription());
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
});
