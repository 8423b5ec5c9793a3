import type { PageFields } from '../fields.js';
import { storingSite } from '../storing-site.js';
import type { Template } from '../furniture.js';

/** The words of a hint, up to the next one; the hints may share a line. */
const hint = '(?:(?!\\s{0,20}[345]、)[^\\n。]){0,120}。?\\s{0,20}';

/** The download page for large screens: log-in, payment and captcha rows, and a hint list that starts at 2 and ends at 5. */
export const desktop: Template = {
  name: 'desktop',
  rules: [
    {
      rule: 'welcome',
      side: 'head',
      weight: 1,
      words: ['帮助中心'],
      pattern: /^ *欢迎来到([^\n!|]{2,30})! ?\| ?帮助中心[^\n]{0,80}$/gm,
      read: (match, printed) => readWelcome(match[1] ?? '', printed),
    },
    {
      rule: 'captcha',
      side: 'head',
      weight: 1,
      words: ['imageverifiercode', '换一换'],
      pattern: /imageverifiercode|(?:验证码: ?)?换一换/g,
    },
    {
      rule: 'crumb',
      side: 'head',
      weight: 1,
      words: ['资源分类', '文档分类', '文档下载'],
      pattern: /首页 ?> ?[^\n]{0,120}?(?:资源分类|文档分类|[a-z]{2,5}文档下载)[^\n]{0,60}/g,
    },
    {
      rule: 'share-row',
      side: 'head',
      weight: 1,
      words: ['分享到'],
      pattern: /分享到(?:微信|QQ|微博|朋友圈)(?: ?(?:微信|QQ好友|QQ空间|新浪微博|朋友圈|扫一扫))*/g,
    },
    {
      rule: 'account-row',
      side: 'head',
      weight: 1,
      words: [
        '会员登录下载',
        '微信登录下载',
        '三方登录下载',
        '邮箱/手机',
        '温馨提示',
        '快捷下载',
        '如填写',
        '支付方式',
        '加入vip',
        '下载文档到电脑',
        '微信扫一扫登录',
        '忘记密码',
        '下载资源需要',
        '用户名和密码',
      ],
      pattern:
        /(?:会员登录下载|微信登录下载|三方登录下载:?|邮箱\/手机:?|温馨提示: ?(?:快捷下载)?|快捷下载时,用户名和密码[^\n。]{0,60}|如填写\d{2,6},账号[^\n。]{0,40}|支付方式:[ 支付宝微信]{0,20}|加入vip[^\n]{0,20}|下载文档到电脑,查找使用更方便|微信扫一扫登录|忘记密码\?|下载资源需要[\d.]{0,8} ?(?:积分|金币|元|文币)?|快捷下载 游客一键下载|用户名和密码都是您填写的邮箱或者手机号[^\n。]{0,40})[。:]?/g,
    },
    {
      rule: 'hint-list',
      side: 'head',
      weight: 2,
      words: ['pdf文件下载后'],
      pattern: new RegExp(
        `(?:友情提示\\s{0,20})?2、 ?pdf文件下载后,${hint}(?:3、(?=.{0,20}迅雷)${hint})?(?:4、(?=.{0,20}资源下载后)${hint})?(?:5、 ?试题试卷类[^\\n。]{0,80}。?)?`,
        'g',
      ),
    },
    { rule: 'hint-label', side: 'head', weight: 0, words: ['友情提示'], pattern: /^ *友情提示 *$/gm },
    {
      rule: 'download-notice',
      side: 'head',
      weight: 2,
      words: ['【下载声明】'],
      pattern: /【下载声明】[\s\S]{0,1500}?(?=配套讲稿:|特殊限制:|关 {0,3}键 {0,3}词:|资源描述)/g,
      read: (_, printed) => ({ siteName: storingSite(printed) }),
    },
    {
      rule: 'special-terms',
      side: 'head',
      weight: 1,
      words: ['配套讲稿', '特殊限制'],
      pattern: /(?:配套讲稿|特殊限制):\s{0,20}[^\n]{0,200}?(?=特殊限制:|关 {0,3}键 {0,3}词:|资源描述|\n)/g,
    },
  ],
};

/** `欢迎来到NAME - SLOGAN! | 帮助中心 NAMEhost.com(…)`: the site by its name, and by its host where the line holds one. */
function readWelcome(name: string, printed: string): PageFields {
  const host = /(?:[a-z0-9-]{1,40}\.){1,3}(?:com|cn|net|org|cc|top|vip)(?![a-z])/i.exec(printed)?.[0].replace(/^(?:www|m)\./i, '');
  return { site: host?.toLowerCase() ?? null, siteName: name.split(/ ?[-_—] ?/)[0]?.trim() ?? '' };
}
