import type { PageFields } from '../fields.js';
import type { Template } from '../furniture.js';
import { splitExtension } from '../share-line.js';

/** Words of the terms that sites print below the text, one to a line. */
const TERMS: readonly string[] = [
  '本站所有资源如无特殊说明',
  '本站的文档不包含任何第三方提供的附件',
  '文件的所有权益归上传用户所有',
  '压缩包中若带图纸',
  '未经权益所有人同意不得将文件中的内容',
  '下载文件中如有侵权或不适当内容',
  '本站不保证下载资源的准确性',
  '仅对用户上传内容的表现方式做保护处理',
  '当前文档最多预览',
  '此文档下载收益归作者所有',
  '查看预览时可能会显示错乱',
  '本文档由用户上传,版权归属用户',
  '确认文档内容符合您的需求后进行下载',
  '下载文档时可能由于网络波动等原因',
];

/** What stands below the text on all layouts: related files, how to cite the page, the site's own links and notes. */
export const footer: Template = {
  name: 'common',
  rules: [
    {
      rule: 'read-all',
      side: 'tail',
      weight: 0,
      words: ['阅读全文', '展开全文', '收起', '点击加载更多资'],
      pattern: /^ *(?:展开阅读全文|阅读全文|展开全文|收起|点击加载更多资源?)[︾︽>》]{0,3} *$/gm,
    },
    {
      rule: 'related',
      side: 'tail',
      weight: 0,
      words: ['相关', '猜你喜欢', '最新文档', '热门文档', '推荐文档', '您可能关注的文档', '为您推荐', '当前位置'],
      pattern:
        /^ *(?:相关(?:资源|搜索|文档|推荐|内容|资料|阅读)|猜你喜欢|最新文档|热门文档|推荐文档|您可能关注的文档|为您推荐|当前位置)(?: ?:.{0,80}|[ >]*)$/gm,
    },
    {
      rule: 'about-page',
      side: 'tail',
      weight: 1,
      words: ['本文标题'],
      pattern: /(?:关于本文\s{0,20})?本文标题: ?([^\n]{0,200}?)\s{0,20}(?:链接地址|本文地址):\s{0,20}([^\s]{4,200})/g,
      read: readAbout,
    },
    {
      rule: 'link-line',
      side: 'both',
      weight: 0,
      words: [']('],
      pattern: /^ {0,12}(?:[*+-] |\d{1,2}\. )? {0,4}(?:!?\[[^\]\n]{0,120}\]\([^)\s]{1,300}\)[ |·>-]{0,6}){1,40}$/gm,
    },
    {
      rule: 'site-links',
      side: 'both',
      weight: 0,
      words: ['关于我们'],
      pattern: /关于我们 ?[-|] ?(?:网站声明|网站地图|版权声明|联系我们|帮助中心)[^\n]{0,200}/g,
    },
    {
      rule: 'site-record',
      side: 'tail',
      weight: 0,
      words: ['版权所有', 'icp备', '公网安备'],
      pattern: /^[^\n]{0,120}(?:版权所有[^\n]{0,80}|icp备\d{4,10}号[^\n]{0,80}|公网安备[^\n]{0,60})$/gm,
    },
    {
      rule: 'site-terms',
      side: 'both',
      weight: 1,
      words: TERMS,
      pattern: new RegExp(`^ {0,12}(?:\\d{1,2} ?[.、:] ?)?[^\\n]{0,40}?(?:${TERMS.join('|')})[^\\n]{0,200}$`, 'gm'),
    },
    { rule: 'hint-label', side: 'both', weight: 0, words: ['温馨提示'], pattern: /^ *温馨提示 *$/gm },
    {
      rule: 'site-note',
      side: 'both',
      weight: 1,
      words: ['所有资源均是用户', '仅提供信息存储空间', '当前文档最多'],
      pattern:
        /(?:所有资源均是用户自行上传分享,仅供网友学习交流|仅提供信息存储空间,仅对用户上传内容的表现方式做保护处理|当前文档最多只能预览 ?\d{1,4} ?页)[^\n]{0,300}/g,
    },
  ],
};

/** `本文标题:T.docx 链接地址:https://…`: title, file type and host. */
function readAbout(match: RegExpExecArray, printed: string): PageFields {
  const at = printed.search(/[:：]/) + 1;
  const { title, fileType } = splitExtension(printed.slice(at, at + (match[1]?.length ?? 0) + 1).split('\n')[0] ?? '');
  const link = match[2] ?? '';
  return { title, fileType, site: URL.canParse(link) ? new URL(link).hostname.replace(/^(?:www|m)\./, '') : null };
}
