import type { Template } from '../furniture.js';
import { splitExtension } from '../share-line.js';

/** Furniture that all layouts share. */
export const common: Template = {
  name: 'common',
  rules: [
    {
      rule: 'page-label',
      side: 'head',
      weight: 1,
      words: ['_第'],
      pattern: /^[^\n]{0,200}?\\?_第\d{1,4}页 *$/gm,
      read: (_, printed) => splitExtension(printed.trim().replace(/\\?_第[^_]*$/, '')),
    },
    {
      rule: 'page-count',
      side: 'head',
      weight: 1,
      words: ['页/共', '页/ 共', '页 /共', '页 / 共'],
      pattern: /第 ?\d{1,4} ?页 ?\/ ?共 ?(\d{1,5}) ?页/g,
      read: (match) => ({ pages: Number(match[1]) }),
    },
    {
      rule: 'button-row',
      side: 'both',
      weight: 1,
      words: [
        '返回',
        '下载',
        '相关',
        '举报',
        '收藏',
        '分享',
        '版权申诉',
        '全屏',
        '打印',
        '点赞',
        '评论',
        '在线阅读',
        '加入会员',
        '放大',
        '缩小',
      ],
      pattern:
        /^ *(?:(?:返回|下载|相关|举报|收藏|分享(?:\(赏\))?|版权申诉|全屏|打印|点赞|评论|立即下载|在线阅读|加入会员|放大|缩小)[ |·]{0,4}){2,12}$/gm,
    },
    {
      rule: 'description-label',
      side: 'head',
      weight: 1,
      words: ['资源描述', '文档描述', '资料描述'],
      pattern: /^ *(?:资源描述|文档描述|资料描述)(?: ?[::] ?| *$)/gm,
    },
  ],
};
