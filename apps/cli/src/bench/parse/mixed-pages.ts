import { flatten, mobileHeader, type SharedFile, shareLine, slicedBody, type UploadNote } from '../family-page.js';
import { generatePage } from '../generate-pages.js';
import { type Random, randomFrom } from '../random.js';

/** A generated page and the name it is stored by. */
export interface MixedPage {
  readonly fileName: string;
  readonly page: string;
}

/** How a site of the family prints a file around its body. */
type Layout = (file: SharedFile, note: UploadNote, body: string) => string;

const named = ({ title, extension }: SharedFile): string => `${title}.${extension}`;

const about = (file: SharedFile): string =>
  `展开阅读全文\n相关资源\n关于本文\n本文标题:${named(file)}\n链接地址:https://www.wendouge.example/p-1.html\n关于我们 - 网站声明 - 网站地图`;

const mobile: Layout = (file, note, body) => [mobileHeader(file, note), shareLine(file), body, about(file)].join('\n');

const withoutShareLine: Layout = (file, note, body) => [mobileHeader(file, note), body].join('\n');

const desktop: Layout = (file, note, body) =>
  [
    '欢迎来到文斗阁\n办公文档>\n党团工作>\nImageVerifierCode 换一换',
    `首页 办公文档 > 资源分类 > ${file.extension.toUpperCase()}文档下载`,
    '分享到微信 分享到微博',
    file.title,
    `资源ID:${note.number} 资源大小:${note.size} 全文页数:${file.pages}页`,
    `资源格式: ${file.extension.toUpperCase()} 下载积分:20金币`,
    '友情提示\n2、PDF文件下载后,可能会被浏览器默认打开。\n3、本站不支持迅雷下载。',
    '4、本站资源下载后的文档和图纸-无水印。\n5、试题试卷类文档,如果标题没有明确说明有答案则都视为没有答案,请知晓。',
    body,
    about(file),
  ].join('\n');

const old: Layout = (file, note, body) =>
  [
    file.title,
    `编号:${note.number} 类型:共享资源 大小:${note.size} 格式:${file.extension.toUpperCase()} 上传时间:${note.date}`,
    '15金币\n关 键 词:\n会议 讲话\n资源描述:',
    body,
  ].join('\n');

const intro: Layout = (file, _, body) =>
  [
    ...[1, 2, 3, 4, 5].map((page) => `${file.title}_第${page}页`),
    `已阅读5页,还剩${file.pages}页未读 继续免费阅读\n下载本文档`,
    '版权说明:本文档由用户提供并上传,收益归属内容提供方,若内容存在侵权,请进行举报或认领\n文档简介',
    body,
  ].join('\n');

const ttwk: Layout = (file, _, body) => `《${file.title}》由会员上传分享,免费在线阅读,更多相关内容在公文写作-天天文库。\n${body}`;

/** As often as they stand here: most pages of the family are mobile ones. */
const LAYOUTS: readonly Layout[] = [mobile, mobile, mobile, withoutShareLine, desktop, desktop, old, intro, ttwk];

const BODIES: readonly ((speech: string) => string)[] = [
  (speech) => slicedBody(speech, { length: 300 }),
  (speech) => slicedBody(speech, { length: 300 }),
  (speech) => slicedBody(speech, { length: 500 }),
  flatten,
  (speech) => speech,
];

/** Lengths of speeches in UTF-16 units; the known real pages hold about eight thousand. */
const LENGTHS = [2_000, 4_000, 6_000, 8_000, 8_000, 12_000, 20_000];

/** The page with this number in a series of all layouts, bodies and lengths: always the same for the same seed. */
export function mixedPage(seed: number, number: number): MixedPage {
  const random: Random = randomFrom(Math.imul(seed, 0x85ebca6b) + number);
  const { title, speech } = generatePage({ seed, number, characters: random.one(LENGTHS) });
  const file: SharedFile = { title, extension: 'docx', pages: Math.ceil(speech.length / 600), site: 'wendouge.example文斗阁网' };
  const note = { uploader: '湖边人家', number: String(10_000_000 + number), date: '2023-05-01', size: '31.50KB' };
  return { fileName: `mixed-${seed}-${number}.txt`, page: random.one(LAYOUTS)(file, note, random.one(BODIES)(speech)) };
}
