/** The usual surnames, in one run of simplified characters. */
export const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';

/** What people are called by their office or in address, in simplified characters of East Asian languages, as the last characters of a name. */
export const CALLED =
  '(?:主席|主任|主委|书记|委员|议员|议长|总理|总统|长官|部长|局长|署长|司长|司司长|院长|市长|省长|州长|区长|县长|镇长|乡长|处长|科长|厅长|会长|社长|校长|所长|村长|团长|馆长|理事长|董事长|秘书长|委员长|干事长|总经理|经理|代表|教授|博士|同志|先生|女士|小姐|大臣|发言人|主持人|记者|嘉宾|专家|参考人|政府委员|君|氏)';

const office = '(?:书记|主任|主席|委员|[省市区县乡镇局部厅处科院校所社村会]长|董事长|总经理|经理|代表|教授|同志)';
/** A place that begins like a name. */
const notPlace = '(?![\\u4e00-\\u9fff ]{1,4}[乡镇县市村区省州街路])';
const named = new RegExp(`^(?:[\\u4e00-\\u9fff、]{0,20}${office} {0,3})?(${notPlace}[${SURNAMES}] {0,2}[\\u4e00-\\u9fff]{1,2})$`);

/** The name in a phrase that is a name, perhaps with an office before it: `市委书记 张三`; or null. */
export const nameIn = (phrase: string): string | null =>
  named.exec(phrase.replaceAll('\u3000', ' ').trim())?.[1]?.replaceAll(' ', '') ?? null;

/** Words without the days in them, bracketed or not: `王建国(2021年6月1日)`. */
export const withoutDates = (words: string): string =>
  words
    .replace(/[(（]?[0-9〇零○一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}[日号])?[)）]?/g, ' ')
    .trim();
