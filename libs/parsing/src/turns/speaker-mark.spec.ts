import { readMark } from './speaker-mark.js';

const speakerOf = (line: string): string | null => readMark(line, { from: 0, to: line.length })?.speaker ?? null;

describe('a speaker’s mark', () => {
  it.each([
    ['Ms ORLA VANE (Minister for Transport): Thank you.', 'Ms ORLA VANE (Minister for Transport)'],
    ['Mr. SMITH of Nebraska. Mr. Speaker, I rise.', 'Mr. SMITH of Nebraska'],
    ['The SPEAKER pro tempore. The question is open.', 'The SPEAKER pro tempore'],
    ['PRESIDENTE. La seduta è aperta.', 'PRESIDENTE'],
    ['Dr. Enno Tiarks, Parl. Staatssekretär: Frau Präsidentin!', 'Dr. Enno Tiarks, Parl. Staatssekretär'],
    ['O Sr. Pedro Vale (PLV): — Sr. Presidente', 'O Sr. Pedro Vale (PLV)'],
    ['○議長（沖田正男君）　これより会議を開きます。', '議長（沖田正男君）'],
    ['小川淳也君　次に移ります。', '小川淳也君'],
    ['○국무총리 한누리 존경하는 의원 여러분', '국무총리 한누리'],
    ['王委員小明：主席、各位同仁。', '王委員小明'],
    ['【主持人】下面请张明发言。', '主持人'],
    ['国家湖泊局新闻发言人、综合司司长 付川：谢谢。', '国家湖泊局新闻发言人、综合司司长 付川'],
    ['היו"ר דוד לוי: הישיבה נפתחת.', 'היו"ר דוד לוי'],
    ['В.Лесной: Добрый день.', 'В.Лесной'],
    ['Q    Who pays?', 'Q'],
    ['问：怎么办？', '问'],
    ['Mara Quill: (00:03)', 'Mara Quill'],
  ])('is read from %s', (line, speaker) => expect(speakerOf(line)).toBe(speaker));

  it.each([
    '会议于10:30开始，地点不变。',
    '同志们：今天的会很重要。',
    'No. I will not yield.',
    'Mr. Reed knows this as well as I do.',
    'He said, and nobody answered him: this is the end.',
    'A man walked along the quay.',
    '“谁？”他问：“在吗？”',
    'See https://www.example.com/a for more.',
  ])('is not in %s', (line) => expect(speakerOf(line)).toBeNull());
});
