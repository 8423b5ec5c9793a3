/** A file as a document-sharing site describes it. */
export interface SharedFile {
  /** Without extension. */
  readonly title: string;
  readonly extension: string;
  readonly pages: number;
  /** The site as its share line names it, search words included. */
  readonly site: string;
}

export interface UploadNote {
  readonly uploader: string;
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly size: string;
}

export interface SliceOptions {
  /** Length of a slice in UTF-16 units. */
  readonly length: number;
  /** Number of a slice that the copy has lost, from 1. */
  readonly missing?: number;
}

const NARROW: Readonly<Record<string, string>> = { '，': ',', '：': ':', '；': ';', '！': '!', '？': '?', '（': '(', '）': ')', '％': '%' };

/** Text as these sites keep it: line breaks lost, punctuation narrow where ASCII has the sign. */
export function flatten(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('')
    .replace(/[，：；！？（）％]/g, (sign) => NARROW[sign] ?? sign);
}

/** Cuts at every `length` UTF-16 units with no regard to words; the last slice is what is left. */
export function cut(text: string, length: number): string[] {
  const slices: string[] = [];
  for (let at = 0; at < text.length; at += length) slices.push(text.slice(at, at + length));
  return slices;
}

/** The body of a sliced page: each slice on its own line behind its mark `i、`. */
export function slicedBody(text: string, { length, missing }: SliceOptions): string {
  return cut(flatten(text), length)
    .map((slice, index) => ({ number: index + 1, slice }))
    .filter(({ number }) => number !== missing)
    .map(({ number, slice }) => `${number}、${slice}`)
    .join('\n');
}

const fileName = ({ title, extension }: SharedFile): string => `${title}.${extension}`;

/** The line that names the file twice, its pages and the site. `edition` is 珍藏版 on most sites, 典藏版 on some. */
export function shareLine(file: SharedFile, edition = '珍藏版'): string {
  return `《${fileName(file)}》由会员分享,可在线阅读,更多相关《${fileName(file)}(${file.pages}页${edition})》请在${file.site}上搜索。`;
}

/** What the mobile template prints above the share line. @public for scripts/make-samples.mjs */
export function mobileHeader(file: SharedFile, note: UploadNote): string {
  const shown = Array.from({ length: Math.min(3, file.pages) }, (_, index) => index + 1);
  return [
    fileName(file),
    `上传人:${note.uploader} 文档编号:${note.number} 上传时间:${note.date} 格式:${file.extension.toUpperCase()} 页数:${file.pages} 大小:${note.size}`,
    '返回 下载 相关 举报',
    ...shown.flatMap((page) => [`${fileName(file)}_第${page}页`, `第${page}页 / 共${file.pages}页`]),
    file.pages > 3 ? '点击查看更多>>' : `亲,该文档总共${file.pages}页,全部预览完了,如果喜欢就下载吧!`,
    '下载资源',
    '资源描述',
  ].join('\n');
}

/** A whole page of the mobile template: header, share line, sliced body. */
export function mobilePage(file: SharedFile, note: UploadNote, text: string, slices: SliceOptions): string {
  return [mobileHeader(file, note), shareLine(file), slicedBody(text, slices)].join('\n');
}
