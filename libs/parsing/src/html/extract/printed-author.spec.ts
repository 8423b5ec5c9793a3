import { htmlFormat } from '../html-format.js';

const TEXT =
  '<p>The bridge was opened on Friday, and the children of the village walked over it first, as they had asked in their letter.</p>' +
  '<p>The new rail is higher than the old one, and the boards are made of larch that grew in the valley behind the mill.</p>';

async function authorOf(row: string, head = ''): Promise<string | undefined> {
  const source = `<html><head><title>Bridge open</title>${head}</head><body><h1>Bridge open</h1>${row}<div>${TEXT}</div></body></html>`;
  const page = await htmlFormat.read(Buffer.from(source), { url: null, contentType: 'text/html; charset=utf-8', fileName: null });
  page.main();
  return page.metadata.author;
}

describe('the author a page prints', () => {
  it('follows a label or a word in the row above the text', async () => {
    expect(await authorOf('<div>来源：镇报 作者：沈禾 时间：2022-03-02 09:10</div>')).toBe('沈禾');
    expect(await authorOf('<p class="info">By Mary Reed, 4 May 2021</p>')).toBe('Mary Reed');
    expect(await authorOf('<p class="info">Von Hanna Quell am 4. Mai 2021</p>')).toBe('Hanna Quell');
    expect(await authorOf('<p class="info">por Ana del Río | 4 de mayo de 2021</p>')).toBe('Ana del Río');
  });

  it('is what an element holds that is marked or named as the author', async () => {
    expect(await authorOf('<div><a rel="author" href="/a/1">Mary Reed</a></div>')).toBe('Mary Reed');
    expect(await authorOf('<div><span class="post-author-name">Mary Reed</span></div>')).toBe('Mary Reed');
  });

  it('is not asked for where the head names somebody, and takes the place of what is no name', async () => {
    const row = '<p class="info">By Mary Reed</p>';
    expect(await authorOf(row, '<meta name="author" content="Ada Field">')).toBe('Ada Field');
    expect(await authorOf(row, '<meta name="author" content="name, mail@town.example">')).toBe('Mary Reed');
    expect(await authorOf(row, '<meta name="author" content="10436">')).toBe('Mary Reed');
  });

  it('is null where the row only says when', async () => {
    expect(await authorOf('<p class="info">Posted on 4 May 2021 by admin</p>')).toBeUndefined();
  });
});
