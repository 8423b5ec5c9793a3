import { aboutSpeech } from './about.js';

describe('what a title and the lines below it say', () => {
  it.each([
    ['中共青禾市委书记张明在全市招商大会上的讲话', '中共青禾市委书记张明', '全市招商大会'],
    ['行政長官在海濱論壇致辭全文', '行政長官', null],
    ['發展局局長於海濱節開幕致辭', '發展局局長', null],
    ['第十二回県議会における白石知事所信表明演説', '白石知事', '第十二回県議会'],
    ['市民在江边的故事', null, null],
    ['关于在全市会议上做好发言准备的通知', null, '全市会议'],
  ])('%s', (title, speaker, occasion) =>
    expect(aboutSpeech(title, '', null)).toMatchObject({ speaker, ...(occasion === null ? {} : { occasion }) }),
  );

  it.each([
    ['县长 沈立\n（2023年3月5日）\n同志们：', '沈立', '2023-03-05'],
    ['石桥乡\n工业：很好。', null, null],
    ['——2021年1月18日在青禾市第五届人民代表大会第六次会议上青禾市市长 林海洋各位代表:我报告工作。', '林海洋', '2021-01-18'],
    ['——2021年1月18日在青禾市第五届人民代表大会第六次会议上\n青禾市市长 林海洋\n各位代表:', '林海洋', '2021-01-18'],
    ['市委书记 王建国(二〇二一年六月一日)同志们:大家好。', '王建国', '2021-06-01'],
    ['2021年6月1日市委书记王建国同志们:大家好。', '王建国', '2021-06-01'],
    ['同志们:今年的任务很重。青禾县教育局2021年7月5日', null, '2021-07-05'],
    ['同志们:今年的任务很重。2021年7月石桥村党支部', null, '2021-07'],
    ['同志们:今年的任务很重。让我们记住这一天:2021年7月5日', null, null],
    ['同志们:今年的任务很重。本规定自2021年7月5日起施行', null, null],
    ['民國112年3月5日\n各位鄉親：', null, '2023-03-05'],
    ['Moorburg, den 5. März 2023\nMeine Damen und Herren,', null, '2023-03-05'],
  ])('%s', (head, speaker, date) => expect(aboutSpeech('讲话', head, null)).toMatchObject({ speaker, date }));

  it('take the day of a signature only where the title names no other year', () => {
    expect(aboutSpeech('2020年工作总结', '工作很多。石桥村党支部2021年1月5日', null).date).toBe('2020');
    expect(aboutSpeech('2021年工作方案', '工作很多。石桥村党支部2021年1月5日', null).date).toBe('2021-01-05');
  });

  it.each([
    ['欢迎辞', 'speech'],
    ['追悼会悼词', 'speech'],
    ['2022年思想汇报', 'reflections'],
    ['2022年工作汇报', 'report'],
  ])('tell the kind of %s', (title, kind) => expect(aboutSpeech(title, '', null).kind).toBe(kind));

  it('tell the kind from the line below a title that names none', () => {
    expect(aboutSpeech('让青春闪光', '——在青年节座谈会上的发言各位领导:大家好。', null).kind).toBe('speech');
  });
});
