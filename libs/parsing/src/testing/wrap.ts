/** A file as a site of the family has it, to be wrapped into a page. */
export interface SharedFile {
  readonly title: string;
  readonly fileType: string;
  readonly pages: number;
  /** The text, or the text in slices, as the page prints it. */
  readonly body: string;
}

/** The text cut every `length` units, each piece behind its number. */
export function sliced(text: string, length: number, separator = '\n'): string {
  const count = Math.ceil(text.length / length);
  return Array.from({ length: count }, (_, index) => `${index + 1}、${text.slice(index * length, (index + 1) * length)}`).join(separator);
}

const shareLine = ({ title, fileType, pages }: SharedFile): string =>
  `《${title}.${fileType}》由会员分享，可在线阅读，更多相关《${title}.${fileType}（${pages}页珍藏版）》请在青禾文库上搜索。`;

const labels = ({ fileType, pages }: SharedFile): string =>
  `上传人：湖边人家 文档编号：2013377 上传时间：2021-01-08 格式：${fileType.toUpperCase()} 页数：${pages} 大小：31.5KB`;

const pageLabels = ({ title, fileType, pages }: SharedFile): string =>
  Array.from({ length: Math.min(3, pages) }, (_, at) => `${title}.${fileType}_第${at + 1}页\n第${at + 1}页 / 共${pages}页`).join('\n');

const hints =
  '友情提示\n2、PDF文件下载后，可能会被浏览器默认打开。\n3、本站不支持迅雷下载。\n4、本站资源下载后的文档和图纸-无水印。\n5、试题试卷类文档，如果标题没有明确说明有答案则都视为没有答案，请知晓。';

const about = ({ title, fileType }: SharedFile): string =>
  `展开阅读全文\n相关资源\n白石县工作总结\n关于本文\n本文标题：${title}.${fileType}\n链接地址：https://www.example.com/p-1.html\n关于我们 - 网站声明 - 网站地图`;

/** Every layout of the family around a file; names are those of the page result's templates. */
export const layouts: Readonly<Record<string, (file: SharedFile) => string>> = {
  mobile: (file) => `${shareLine(file)}\n${file.body}`,
  'mobile with furniture': (file) =>
    `${file.title}.${file.fileType}\n${labels(file)}\n返回 下载 相关 举报\n${pageLabels(file)}\n点击查看更多>>\n下载资源\n资源描述：\n${shareLine(file)}\n${file.body}\n${about(file)}`,
  'mobile with the share line below': (file) => `${file.title}.${file.fileType}\n${labels(file)}\n${file.body}\n${shareLine(file)}`,
  'mobile-without-share-line': (file) =>
    `${file.title}.${file.fileType}\n${labels(file)}\n下载 相关 举报\n${pageLabels(file)}\n亲，该文档总共${file.pages}页，全部预览完了，如果喜欢就下载吧！\n资源描述\n${file.body}`,
  desktop: (file) =>
    `欢迎来到青禾文库\n办公文档>\n生活休闲>\nImageVerifierCode 换一换\n首页 办公文档 > 资源分类 > ${file.fileType.toUpperCase()}文档下载\n分享到微信 分享到微博\n${file.title}\n资源ID：2013377 资源大小：31.5KB 全文页数：${file.pages}页\n资源格式： ${file.fileType.toUpperCase()} 下载积分：20金币\n${hints}\n${file.body}\n${about(file)}`,
  old: (file) =>
    `${file.title}\n编号：2013377 类型：共享资源 大小：31.50KB 格式：${file.fileType.toUpperCase()} 上传时间：2021-01-08\n15金币\n关 键 词：\n工作 总结\n资源描述：\n${file.body}`,
  intro: (file) =>
    `${Array.from({ length: 5 }, (_, at) => `${file.title}_第${at + 1}页`).join('\n')}\n已阅读5页，还剩7页未读 继续免费阅读\n下载本文档\n版权说明：本文档由用户提供并上传，收益归属内容提供方，若内容存在侵权，请进行举报或认领\n文档简介\n${file.body}`,
  ttwk: (file) => `《${file.title}》由会员上传分享，免费在线阅读，更多相关内容在公文写作-天天文库。\n${file.body}`,
};
