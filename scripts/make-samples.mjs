// Writes samples/ from the clean texts in samples/texts: `npm run samples`. The texts are the only thing edited by hand.
import { readFile, writeFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { flatten, mobileHeader, mobilePage, shareLine, slicedBody } from '../dist/apps/cli/src/bench/family-page.js';

const folder = new URL('../samples/', import.meta.url);
const text = async (name) => (await readFile(new URL(`texts/${name}.txt`, folder), 'utf8')).trim();
const SLICE = { length: 300 };

const escaped = (words) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

async function singleSpeech() {
  const file = {
    title: '在2021年澄岚市治水兴城工作会议上的讲话',
    extension: 'docx',
    pages: 8,
    site: 'wendouge.example文斗阁网|公文写作范文|讲话稿大全',
  };
  const note = { uploader: '岸边的柳', number: '20617345', date: '2021-04-12', size: '27.36KB' };
  return mobilePage(file, note, await text('single-speech'), SLICE);
}

async function compilation() {
  const body = await text('compilation-of-three');
  const file = {
    title: body.split('\n')[0],
    extension: 'docx',
    pages: 11,
    site: 'wendouge.example文斗阁网|公文写作范文|讲话稿大全|心得体会|述职报告',
  };
  return [shareLine(file), slicedBody(body, SLICE)].join('\n');
}

async function genuineLists() {
  const file = { title: '2020年栖梧市城市更新工作推进会讲话稿', extension: 'doc', pages: 7, site: '墨笺文库网' };
  const note = { uploader: '青石巷口', number: '8830216', date: '2020-05-27', size: '41.50KB' };
  return mobilePage(file, note, await text('genuine-lists'), SLICE);
}

async function redacted() {
  const file = { title: '在XX县2023年教育工作会议上的讲话', extension: 'docx', pages: 6, site: 'mojianwenku.example墨笺文库' };
  return [shareLine(file, '典藏版'), slicedBody(await text('redacted'), SLICE)].join('\n');
}

async function missingSlice() {
  const file = {
    title: '在苇汀县2022年乡村产业发展现场推进会上的讲话',
    extension: 'docx',
    pages: 6,
    site: 'wendouge.example文斗阁网|公文写作范文',
  };
  const note = { uploader: '湖上人家', number: '31902877', date: '2022-09-03', size: '25.11KB' };
  return mobilePage(file, note, await text('missing-slice'), { ...SLICE, missing: 4 });
}

async function paragraphs() {
  const body = await text('paragraphs');
  const file = { title: body.split('\n')[0], extension: 'docx', pages: 5, site: '松间文档网' };
  const note = { uploader: '库房的灯', number: '5174409', date: '2022-07-01', size: '19.80KB' };
  const header = mobileHeader(file, note).split('\n');
  const name = `${file.title}.${file.extension}`;
  return [...header, name, shareLine(file), name, ...body.split('\n').flatMap((line) => [line, ''])].join('\n');
}

async function downloadPage() {
  const body = await text('download-page');
  const title = body.split('\n')[0];
  const hints = [
    '2、PDF文件下载后，可能会被浏览器默认打开，此种情况可以点击浏览器菜单，保存网页到桌面，就可以正常下载了。',
    '3、本站不支持迅雷下载，请使用电脑自带的浏览器下载。',
    '4、本站资源下载后的文档和图纸，无水印，预览文档经过压缩，下载后原文更清晰。',
    '5、试题试卷类文档，如果标题没有明确说明有答案则都视为没有答案，请知晓。',
  ];
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gbk" />
<title>${escaped(title)}.doc_文斗阁网</title>
<meta name="keywords" content="营商环境,大会,讲话" />
<meta name="description" content="${escaped(title)}.doc" />
<script type="text/javascript">var docId = 11820934; function showLogin() { return false; }</script>
<style type="text/css">.menu a { color: #369; } .tip { color: #999; }</style>
</head>
<body>
<div class="top">欢迎来到文斗阁网！ <a href="/login">登录</a> | <a href="/reg">注册</a></div>
<div class="menu"><a href="/c/1">公文写作></a> <a href="/c/2">教育考试></a> <a href="/c/3">工程图纸></a> <a href="/c/4">管理文献></a> <a href="/c/5">生活休闲></a></div>
<div class="verify">ImageVerifierCode 换一换</div>
<div class="crumb">首页 文斗阁网 > 资源分类 > DOC文档下载</div>
<div class="share">分享到微信 分享到微博 分享到QQ空间</div>
<h1>${escaped(title)}.doc</h1>
<div class="info">资源ID：11820934 资源大小：38.50KB 全文页数：6页</div>
<div class="info">资源格式： DOC 下载积分：12金币</div>
<div class="login">快捷下载 游客一键下载 会员登录下载 三方登录下载： 微信开放平台登录 QQ登录</div>
<div class="pay">支付方式： 支付宝 微信支付 验证码： 换一换</div>
<div class="tip"><b>友情提示</b><br />
${hints.map(escaped).join('<br />\n')}<br /></div>
<h2>${escaped(title)}.doc</h2>
<div class="doc-text">${escaped(flatten(body))}</div>
<div class="foot">关于我们 - 网站声明 - 网站地图 - 友情链接 - 网站客服 - 联系我们</div>
</body>
</html>
`;
}

async function newsPage() {
  const [title, ...paragraphs] = (await text('news-page')).split('\n');
  const headings = new Set(['一座城市，为什么要读书', '下一个十年，我们怎样读书']);
  const lines = paragraphs.map((line) => (headings.has(line) ? `      <h2>${escaped(line)}</h2>` : `      <p>${escaped(line)}</p>`));
  const article = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    datePublished: '2023-04-22T11:30:00+08:00',
    author: { '@type': 'Person', name: '顾听澜' },
    publisher: { '@type': 'Organization', name: '栖梧市人民政府网' },
  };
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <title>${escaped(title)} - 栖梧市人民政府网</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="description" content="市长顾听澜在栖梧市第十届全民读书节开幕式上的致辞全文。">
  <meta property="og:title" content="${escaped(title)}">
  <meta property="og:site_name" content="栖梧市人民政府网">
  <meta property="og:type" content="article">
  <meta property="article:published_time" content="2023-04-22T11:30:00+08:00">
  <link rel="canonical" href="https://www.qiwu.example/news/2023/0422/speech-1174.html">
  <script type="application/ld+json">${JSON.stringify(article)}</script>
</head>
<body>
  <header>
    <a class="logo" href="/">栖梧市人民政府</a>
    <nav><ul><li><a href="/">首页</a></li><li><a href="/news/">政务要闻</a></li><li><a href="/open/">政府信息公开</a></li><li><a href="/service/">办事服务</a></li><li><a href="/ask/">互动交流</a></li></ul></nav>
    <form action="/so"><input name="q" placeholder="请输入关键词"><button>搜索</button></form>
  </header>
  <div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/news/">政务要闻</a> &gt; <a href="/news/speech/">领导讲话</a></div>
  <main>
    <article>
      <h1>${escaped(title)}</h1>
      <div class="meta"><span>来源：市政府办公室</span> <span>发布时间：2023-04-22 11:30</span> <span>讲话人：顾听澜</span> <span>字号：大 中 小</span></div>
${lines.join('\n')}
      <p class="editor">（责任编辑：听雨）</p>
    </article>
    <aside>
      <h3>相关阅读</h3>
      <ul><li><a href="/news/2023/0420/1169.html">旧纱厂图书馆试开放三天迎客一万二千人</a></li><li><a href="/news/2023/0418/1160.html">全民读书节活动日程公布</a></li><li><a href="/news/2023/0411/1142.html">流动图书车新增四条乡村线路</a></li></ul>
      <h3>分享到</h3>
      <p><a href="#">微信</a> <a href="#">微博</a> <a href="#">打印本页</a> <a href="#">关闭窗口</a></p>
    </aside>
  </main>
  <footer><p>主办：栖梧市人民政府办公室 承办：栖梧市大数据中心</p><p>网站标识码：0000000000 备案号：未备000000号</p></footer>
</body>
</html>
`;
}

const TEXT = 'text/plain; charset=utf-8';
const pages = [
  ['single-speech.txt', singleSpeech, 'https://m.wendouge.example/p-20617345.html', TEXT, '2021-04-15T02:10:00Z'],
  ['compilation-of-three.txt', compilation, 'https://m.wendouge.example/p-27740158.html', TEXT, '2022-03-09T06:42:00Z'],
  ['genuine-lists.txt', genuineLists, 'https://m.mojianwenku.example/doc/8830216', TEXT, '2020-06-01T09:05:00Z'],
  ['redacted.txt', redacted, 'https://m.mojianwenku.example/doc/9917342', TEXT, '2023-03-02T01:20:00Z'],
  ['missing-slice.txt', missingSlice, 'https://m.wendouge.example/p-31902877.html', TEXT, '2022-09-05T08:00:00Z'],
  ['download-page.html', downloadPage, 'https://www.wendouge.example/down/11820934.html', 'text/html', '2019-03-01T03:30:00Z', 'gbk'],
  ['paragraphs.txt', paragraphs, 'https://m.songjiandoc.example/d-5174409.html', TEXT, '2022-07-04T12:15:00Z'],
  [
    'news-page.html',
    newsPage,
    'https://www.qiwu.example/news/2023/0422/speech-1174.html',
    'text/html; charset=utf-8',
    '2023-04-22T05:00:00Z',
  ],
];

const samples = [];
for (const [file, make, url, contentType, capturedAt, charset = 'utf8'] of pages) {
  await writeFile(new URL(file, folder), iconv.encode(await make(), charset));
  samples.push({ file, url, contentType, capturedAt });
}
await writeFile(new URL('index.json', folder), `${JSON.stringify({ samples }, null, 2)}\n`);
