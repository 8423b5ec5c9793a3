import { createHash, randomUUID } from 'node:crypto';
import type { BlobDescription, BlobStore } from '../blob-store.js';
import { BlobMissing } from '../errors.js';

/** A description with every field set; a spec names only what it is about. */
export function aDescription(fields: Partial<BlobDescription> = {}): BlobDescription {
  return {
    url: 'https://www.qinghe.example/news/1.html',
    finalUrl: 'https://www.qinghe.example/news/1.html',
    key: 'https://www.qinghe.example/news/1.html',
    source: 'push',
    fileName: null,
    contentType: 'text/html; charset=utf-8',
    headers: { server: 'nginx', 'last-modified': 'Tue, 02 Mar 2021 08:00:00 GMT' },
    capturedAt: '2024-05-06T07:08:09.000Z',
    receivedAt: '2024-05-06T07:08:10.000Z',
    ...fields,
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hash = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');
const byKey = (a: BlobDescription, b: BlobDescription): number => (a.key < b.key ? -1 : 1);

/**
 * The promises of BlobStore, held against one adapter.
 * @param open opens the store at a place (a word for a folder, a prefix …): empty the first time, the same blobs each time after.
 */
export function blobStoreContract(name: string, open: (place: string) => Promise<BlobStore>): void {
  describe(`the blob store in ${name}`, () => {
    let place: string;
    let blobs: BlobStore;

    beforeEach(async () => {
      place = randomUUID();
      blobs = await open(place);
    });

    afterEach(async () => {
      for (const sha256 of await blobs.list(null, 10_000)) await blobs.delete(sha256);
      await blobs.close();
    });

    const reopen = async () => {
      await blobs.close();
      blobs = await open(place);
    };

    it('gives back the exact bytes under the name of their hash', async () => {
      const body = Uint8Array.from({ length: 70_000 }, (_, at) => (at * at) % 251);
      expect(await blobs.put(body, aDescription())).toEqual({ sha256: hash(body), size: 70_000 });
      expect(Buffer.compare(await blobs.read(hash(body)), body)).toBe(0);
    });

    it.each([
      ['an empty body', new Uint8Array()],
      ['a body of 5 MB', new Uint8Array(5_000_000).fill(7)],
      ['a body that is compressed already', Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x01])],
      ['a part of a larger buffer', bytes('前文清河县工作会议后文').subarray(6, 27)],
    ])('keeps %s', async (_kind, body) => {
      const { sha256, size } = await blobs.put(body, aDescription());
      expect([sha256, size]).toEqual([hash(body), body.byteLength]);
      expect(Buffer.compare(await blobs.read(sha256), body)).toBe(0);
    });

    it('keeps the bytes as they were when put was called', async () => {
      const body = bytes('同志们，大家好');
      const putting = blobs.put(body, aDescription());
      body.fill(0);
      expect(Buffer.from(await blobs.read((await putting).sha256)).toString()).toBe('同志们，大家好');
    });

    it('keeps bodies and descriptions when it is opened again', async () => {
      const { sha256 } = await blobs.put(bytes('石桥镇春耕动员讲话'), aDescription({ fileName: '讲话.txt' }));
      await reopen();
      expect(Buffer.from(await blobs.read(sha256)).toString()).toBe('石桥镇春耕动员讲话');
      expect(await blobs.describe(sha256)).toEqual([aDescription({ fileName: '讲话.txt' })]);
    });

    it('keeps one body and one description when the same is put twice', async () => {
      const { sha256 } = await blobs.put(bytes('一'), aDescription({ headers: { a: '1', b: '2' } }));
      await blobs.put(bytes('一'), aDescription({ headers: { b: '2', a: '1' } }));
      expect(await blobs.list(null, 10)).toEqual([sha256]);
      expect(await blobs.describe(sha256)).toHaveLength(1);
    });

    it('keeps every description of a body, in the order they came', async () => {
      const first = aDescription({ key: 'https://a.example/' });
      const second = aDescription({ key: 'https://b.example/', headers: {} });
      const { sha256 } = await blobs.put(bytes('一'), first);
      await blobs.put(bytes('一'), second);
      expect(await blobs.describe(sha256)).toEqual([first, second]);
    });

    it('loses no description of bodies that are put at the same time', async () => {
      const puts = Array.from({ length: 60 }, (_, at) => ({
        body: bytes(`正文 ${at % 3}`),
        description: aDescription({ key: `https://www.qinghe.example/${String(at).padStart(2, '0')}` }),
      }));
      await Promise.all(puts.map(({ body, description }) => blobs.put(body, description)));
      expect(await blobs.list(null, 10)).toHaveLength(3);
      for (const which of [0, 1, 2]) {
        const expected = puts.filter((_, at) => at % 3 === which).map(({ description }) => description);
        expect([...(await blobs.describe(hash(bytes(`正文 ${which}`))))].sort(byKey)).toEqual(expected);
      }
    });

    it('says that a body is missing, and describes it by nothing', async () => {
      const sha256 = hash(bytes('never put'));
      await expect(blobs.read(sha256)).rejects.toThrow(BlobMissing);
      await expect(blobs.read(sha256)).rejects.toThrow(sha256);
      expect(await blobs.has(sha256)).toBe(false);
      expect(await blobs.describe(sha256)).toEqual([]);
    });

    it('forgets bytes and descriptions when they are deleted, also twice, and takes them again', async () => {
      const { sha256 } = await blobs.put(bytes('收回的讲话'), aDescription());
      expect(await blobs.has(sha256)).toBe(true);
      await blobs.delete(sha256);
      await blobs.delete(sha256);
      await expect(blobs.read(sha256)).rejects.toThrow(BlobMissing);
      expect([await blobs.has(sha256), await blobs.describe(sha256), await blobs.list(null, 10)]).toEqual([false, [], []]);
      await blobs.put(bytes('收回的讲话'), aDescription({ source: 'again' }));
      expect(await blobs.describe(sha256)).toEqual([aDescription({ source: 'again' })]);
    });

    it('resolves when nothing was there to delete', async () => {
      await expect(blobs.delete(hash(bytes('never put')))).resolves.toBeUndefined();
    });

    it('lists all names in order, page by page', async () => {
      const puts = await Promise.all(Array.from({ length: 25 }, (_, at) => blobs.put(bytes(`第${at}篇`), aDescription())));
      const expected = puts.map(({ sha256 }) => sha256).sort();
      const seen: string[] = [];
      for (let page = await blobs.list(null, 4); page.length > 0; page = await blobs.list(page.at(-1) ?? null, 4)) {
        expect(page.length).toBeLessThanOrEqual(4);
        seen.push(...page);
      }
      expect(seen).toEqual(expected);
      expect(await blobs.list(null, 0)).toEqual([]);
    });

    it('lists on from a name that is gone', async () => {
      const puts = await Promise.all(Array.from({ length: 8 }, (_, at) => blobs.put(bytes(`第${at}篇`), aDescription())));
      const names = puts.map(({ sha256 }) => sha256).sort();
      await blobs.delete(names[3] ?? '');
      expect(await blobs.list(names[3] ?? '', 100)).toEqual(names.slice(4));
    });

    it.each(['', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(64)}/..`])('refuses %j as a name', async (wrong) => {
      await expect(blobs.read(wrong)).rejects.toThrow('is no blob name');
      await expect(blobs.delete(wrong)).rejects.toThrow('is no blob name');
    });

    it('answers a ping', async () => {
      await expect(blobs.ping()).resolves.toBeUndefined();
    });

    it('finishes what is under way before it closes', async () => {
      const putting = Promise.all(Array.from({ length: 10 }, (_, at) => blobs.put(bytes(`末${at}`), aDescription())));
      await reopen();
      await putting;
      expect(await blobs.list(null, 100)).toHaveLength(10);
    });
  });
}
