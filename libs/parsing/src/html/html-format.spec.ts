import { htmlFormat } from './html-format.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const nothing = { url: null, contentType: null, fileName: null };

describe('html format', () => {
  it('accepts what has markup in its first bytes, whatever the label says', () => {
    expect(htmlFormat.accepts(bytesOf('\ufeff<!DOCTYPE html><html>'), nothing)).toBe(true);
    expect(htmlFormat.accepts(bytesOf('<title>题</title>文字'), { ...nothing, contentType: 'text/plain' })).toBe(true);
    expect(htmlFormat.accepts(bytesOf('文字<p align=center>居中'), nothing)).toBe(true);
    expect(htmlFormat.accepts(new Uint8Array(Buffer.from('<html><body>甲</body>', 'utf16le')), nothing)).toBe(true);
  });

  it('accepts labelled pages without known tags and leaves plain text that only speaks of tags', () => {
    expect(htmlFormat.accepts(bytesOf('<x-page>甲</x-page>'), { ...nothing, contentType: 'text/html' })).toBe(true);
    expect(htmlFormat.accepts(bytesOf('甲 < 乙 且 乙 > 丙'), nothing)).toBe(false);
    expect(htmlFormat.accepts(bytesOf('换行写作 <br> 即可'), { ...nothing, fileName: '笔记.md' })).toBe(false);
    expect(htmlFormat.accepts(bytesOf('没有标记'), { ...nothing, fileName: 'a.html' })).toBe(false);
  });

  it('gives the bytes of visible text through entities and a legacy encoding', async () => {
    const head = Buffer.from('<meta charset=gb2312><p>');
    const gbk = Buffer.from([0xbd, 0xf1, 0xcc, 0xec]);
    const bytes = new Uint8Array(Buffer.concat([head, gbk, Buffer.from('&lt;b</p>')]));
    const page = await htmlFormat.read(bytes, nothing);
    expect(page.visible.text).toBe('今天<b');
    expect(page.visible.rangesOf(0, 2)).toEqual([[head.length, head.length + 4]]);
    expect(page.visible.rangesOf(2, 3)).toEqual([[head.length + 4, head.length + 8]]);
    expect(page.visible.rangesOf(1, 4)).toEqual([[head.length + 2, head.length + 9]]);
  });

  it('says which visible characters could not be decoded', async () => {
    const bytes = new Uint8Array(
      Buffer.concat([Buffer.from(`<meta charset=utf-8><p>${'春天来了，花开了。'.repeat(40)}`), Buffer.from([0xff]), Buffer.from('壬</p>')]),
    );
    const page = await htmlFormat.read(bytes, { ...nothing, contentType: 'text/html; charset=utf-8' });
    expect(page.undecodable.map((offset) => page.visible.text.charAt(offset))).toEqual(['\ufffd']);
  });

  it('collects the particulars of the head', async () => {
    const page = await htmlFormat.read(
      bytesOf(`<html lang="zh-CN"><head><title>春天来了_青岭网</title><meta property="og:site_name" content="青岭网"><meta name="keywords" content="春天 花">
        <meta name="PubDate" content="2020年4月1日 08:00"><meta name="author" content="周南"></head><body><p>春天来了，花开了，人们都到河边散步。</p></body>`),
      nothing,
    );
    expect(page).toMatchObject({ title: '春天来了', site: '青岭网', language: 'zh-CN', publishedAt: '2020-04-01' });
    expect(page.metadata).toEqual({ author: '周南', keywords: '春天 花' });
  });

  it('leaves no page with text without a block', async () => {
    for (const html of [
      '<a href="/">只有链接</a>',
      '<nav>导航</nav>',
      '<title>同题</title><h1>同题</h1>',
      '<footer><p>页脚</p></footer>',
      '<figure><figcaption>图</figcaption></figure>',
    ]) {
      const page = await htmlFormat.read(bytesOf(`<html><body>${html}</body></html>`), nothing);
      expect(page.main()[0]?.blocks.length).toBeGreaterThan(0);
    }
  });

  it('finds nothing on a page that shows nothing', async () => {
    const page = await htmlFormat.read(bytesOf('<html><body><script>x</script><img src=a></body></html>'), nothing);
    expect(page.main()).toEqual([]);
  });
});
