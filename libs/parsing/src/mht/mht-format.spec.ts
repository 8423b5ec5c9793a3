import fc from 'fast-check';
import { parsePage } from '../parse-page.js';
import { textOf } from './headers.js';
import { readMessage } from './message.js';
import { mhtFormat } from './mht-format.js';
import { decodeBody } from './transfer-encoding.js';

const nothing = { url: null, contentType: null, fileName: null };
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
const words = '同志们：今天我们在这里开会，讨论青禾市的水利工作，请大家发言。';

const archive = (parts: readonly string[], head = 'MIME-Version: 1.0'): string =>
  `${head}\r\nContent-Type: multipart/related; boundary="b b"\r\n\r\npreamble\r\n${parts.map((part) => `--b b\r\n${part}\r\n`).join('')}--b b--\r\n`;

const page = (text: string, fields = ''): string => `Content-Type: text/html; charset=utf-8\r\n${fields}\r\n<p>${text}</p>`;

describe('saved pages and messages', () => {
  it('are told by their header, whatever the label says', () => {
    expect(mhtFormat.accepts(bytesOf(archive([])), { ...nothing, contentType: 'text/html' })).toBe(true);
    expect(mhtFormat.accepts(bytesOf(`From a@b Mon\nContent-Type: text/plain\nMIME-Version: 1.0\n\n甲`), nothing)).toBe(true);
    for (const text of [
      'MIME-Version: 1.0',
      '<html>Content-Type: multipart/related',
      '时间：九点\n地点：礼堂\n',
      'To: you\nFrom: me\n\nHello',
    ]) {
      expect(mhtFormat.accepts(bytesOf(text), { ...nothing, fileName: 'a.mht' })).toBe(false);
    }
  });

  it('give the named part, else the first page, else the plain text', async () => {
    const named = archive([page('第一页'), page(words, 'Content-ID: <x>\r\n')]).replace('boundary=', 'start="<x>"; boundary=');
    expect((await parsePage(bytesOf(named), nothing)).speeches[0]?.text).toBe(words);
    const plain = archive([`Content-Type: image/png\r\n\r\nx`, `Content-Type: text/plain; charset=utf-8\r\n\r\n${words}`]);
    expect((await parsePage(bytesOf(plain), nothing)).speeches[0]?.text).toBe(words);
  });

  it('keep what came before a cut end', async () => {
    const whole = archive([page(`${words}</p><p>${words}后来的话`)]);
    const result = await parsePage(bytesOf(whole.slice(0, whole.indexOf('后来'))), nothing);
    expect(result.speeches[0]?.text).toContain(words);
  });

  it('say when there is no page in them', async () => {
    await expect(parsePage(bytesOf(archive(['Content-Type: image/png\r\n\r\nx'])), nothing)).rejects.toMatchObject({
      code: 'no-page-in-archive',
    });
    const empty = await parsePage(bytesOf(archive([page('')])), nothing);
    expect(empty.quality.reasons).toEqual(['no-body']);
  });

  it('know the bytes of each character through escapes and soft breaks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.infiniteStream(fc.nat(3)), (bytes, choices) => {
        const form = (byte: number): string => {
          const [choice = 0] = [...choices.take(1)];
          const escaped =
            choice > 0 || byte === 0x3d || byte > 126 || byte < 33 ? `=${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte);
          return choice === 2 ? `=\r\n${escaped}` : escaped;
        };
        const pieces = [...bytes].map(form);
        const capture = Buffer.from(`head${pieces.join('')}`, 'latin1');
        const { bytes: decoded, rangeOf } = decodeBody(capture, 4, capture.length, 'quoted-printable');
        expect([...decoded]).toEqual([...bytes]);
        bytes.forEach((byte, at) => {
          const [from, to] = rangeOf?.(at, at + 1) ?? [0, 0];
          expect([...decodeBody(capture, from, to, 'quoted-printable').bytes]).toEqual([byte]);
        });
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('read titles in encoded words, joined, and bare', () => {
    expect(textOf('=?utf-8?B?6Z2S?= =?utf-8?Q?=E7=A6=BE?= x_y =?none?q?a?=')).toBe('青禾 x_y =?none?q?a?=');
    expect(textOf(Buffer.from('青禾').toString('latin1'))).toBe('青禾');
  });
});

const times = (count: number, text: string): string => text.repeat(count);

/** Messages made to cost much: each is a function of its size. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  'boundaries without parts': (size) => archive([times(size, '--b b\r\n')]),
  'look-alikes of boundaries': (size) => archive([page(times(size, '\r\n--b bx'))]),
  'parts in parts': (size) => times(size, 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n'),
  'endless header': (size) => `MIME-Version: 1.0\r\nContent-Type: text/html;${times(size, ' a=b;\r\n')}\r\n<p>甲`,
  'folds of one field': (size) => `MIME-Version: 1.0\r\nContent-Type: text/html\r\nX: y\r\n${times(size, ' z\r\n')}\r\n<p>甲`,
  'soft breaks': (size) => archive([page(times(size, '=\r\n='), 'Content-Transfer-Encoding: quoted-printable\r\n')]),
  'signs of equality and blanks': (size) => archive([page(times(size, '=   '), 'Content-Transfer-Encoding: quoted-printable\r\n')]),
  'base64 of blanks': (size) => archive([page(times(size, ' \n'), 'Content-Transfer-Encoding: base64\r\n')]),
  'encoded words': (size) => archive([page(words)], `MIME-Version: 1.0\r\nSubject: ${times(size, '=?utf-8?q?=?==?')}`),
};

async function measure(message: string): Promise<number> {
  const begin = process.cpuUsage();
  await parsePage(bytesOf(message), nothing).catch(() => null);
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

describe('hostile messages', () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    it(`take time in step with the size of ${name}`, async () => {
      await measure(make(5_000));
      const small = await measure(make(5_000));
      // Linear growth is a factor of 8, quadratic of 64.
      expect(await measure(make(40_000))).toBeLessThan(Math.max(0.25, small * 32));
    });
  }

  it('are read no deeper than a person would pack them', () => {
    const level = (_: unknown, depth: number): string =>
      `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x${depth}y\r\n\r\n--x${depth}y\r\n`;
    const message = readMessage(bytesOf(Array.from({ length: 100 }, level).join('')));
    expect(message?.leaves.map(({ mediaType }) => mediaType)).toEqual(['multipart/mixed']);
  });
});
