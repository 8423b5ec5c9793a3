import type { Dice } from './office-prose.js';

/** A language in which talks are written: sentences that anybody can say, cries from the floor, and what a session is called. */
export interface Tongue {
  readonly code: string;
  readonly sentences: readonly string[];
  readonly cries: readonly string[];
  readonly title: string;
  readonly blank: string;
}

export const tongues = {
  en: {
    code: 'en',
    title: 'Record of the Assembly',
    blank: ' ',
    cries: ['(Applause.)', '(Interruption.)', '[Laughter]'],
    sentences: [
      'The harbour has lost four feet of depth in nine years, and nobody in this room can say that he was not told.',
      'No.',
      'Mr. Reed knows this as well as I do, for he was born beside it.',
      'I ask for six million dollars: two for the channel, four for the people who dig it.',
      'Thank you, Madam Speaker.',
      'Let us be plain: a bridge that is not painted is a bridge that is being given away.',
      'Dr. Ames told our committee that the spawning grounds would not recover for a generation.',
      'Who pays for the lamps when the wind is above force nine?',
      'My constituents have three requests. The first is a boat in the morning, the second a boat at night, and the third that somebody tells them when there is none.',
    ],
  },
  de: {
    code: 'de',
    title: 'Plenarprotokoll der Sitzung',
    blank: ' ',
    cries: ['(Beifall bei der Deichliste)', '(Hinnerk Voss, Bauernbund: Und wer zahlt das?)', '(Heiterkeit)'],
    sentences: [
      'Wer heute über Deiche spricht, der spricht über die nächsten hundert Jahre und nicht über den nächsten Haushalt.',
      'Meine Damen und Herren, das ist der Unterschied zwischen einem Gesetz und einer Rechnung.',
      'Nein.',
      'Ich frage Sie: Wer hat die Höfe hinter dem Deich gezählt, und wer hat die Leute darin gefragt?',
      'Das Land zahlt, so steht es in Paragraf vier.',
      'Bis zum Sommer legen wir einen Entwurf vor, der die Lasten nach der Höhe über dem Meer verteilt.',
    ],
  },
  fr: {
    code: 'fr',
    title: 'Compte rendu intégral de la séance',
    blank: ' ',
    cries: ['(Applaudissements sur plusieurs bancs.)', '(Exclamations.)'],
    sentences: [
      'Un phare éteint est une promesse rompue, et nous en comptons onze le long de cette côte.',
      'Monsieur le ministre, je vous ai écouté avec attention.',
      'M. Orme parle de onze phares ; mes administrés en comptent douze.',
      'Je pose une question simple : qui rallumera la lampe quand le gardien sera parti ?',
      'Le Gouvernement vous propose de commencer avant l’hiver, avec les moyens que cette assemblée voudra bien lui donner.',
    ],
  },
  es: {
    code: 'es',
    title: 'Diario de Sesiones',
    blank: ' ',
    cries: ['(Aplausos).', '(Rumores).'],
    sentences: [
      'Señorías, un puerto sin dragar es un puerto que se va.',
      'Gracias, señor presidente.',
      'Lo diré claramente: el faro no es de nadie, y por eso es de todos los que navegan de noche.',
      'Hemos pedido tres barcos, y nos han dado tres comisiones y un informe.',
      '¿Cuándo empezarán las obras del muelle sur?',
    ],
  },
  it: {
    code: 'it',
    title: 'Resoconto stenografico',
    blank: ' ',
    cries: ['(Applausi).', '(Commenti).'],
    sentences: [
      'Signor Presidente, un traghetto che non parte è una scuola che non apre.',
      'Onorevoli colleghi, il provvedimento è atteso da dieci anni su tutte le isole.',
      'Chiedo al Governo una cosa sola: una data, scritta, prima dell’estate.',
      'Il Gruppo voterà a favore, con le riserve che ho appena illustrato.',
    ],
  },
  ru: {
    code: 'ru',
    title: 'Стенограмма заседания',
    blank: ' ',
    cries: ['(Аплодисменты.)', '(Смех.)'],
    sentences: [
      'Коллеги, мост через реку ждали тридцать лет, и ждать дальше нельзя.',
      'Спасибо.',
      'Скажу прямо: денег в бюджете хватит на две опоры из пяти.',
      'Когда начнётся строительство второй очереди?',
      'Мы договорились, что до конца года область закроет вопрос с переправой.',
    ],
  },
  ja: {
    code: 'ja',
    title: '県議会定例会会議録',
    blank: '',
    cries: ['（拍手）', '〔発言する者あり〕'],
    sentences: [
      '港湾の防波堤についてお尋ねします。',
      '昨年の台風で南側の堤が八十メートルにわたり崩れましたが、いまだに仮の土のうが置かれたままです。',
      '工期は七か月を見込んでおり、九月までに海側の半分を完成させます。',
      'お答えいたします。',
      '次の三点について、県の見解を伺います。',
    ],
  },
  ko: {
    code: 'ko',
    title: '도의회 본회의 회의록',
    blank: ' ',
    cries: ['(박수)', '(장내 소란)'],
    sentences: [
      '존경하는 의원 여러분, 방파제 공사는 내년 봄까지 마무리하겠습니다.',
      '주민들은 매일 아침 배가 뜨는지 묻고 있습니다.',
      '답변드리겠습니다.',
      '예산은 모두 사십이억 원이며 절반은 국비로 충당합니다.',
    ],
  },
  zhHant: {
    code: 'zh-Hant',
    title: '議會會議過程正式紀錄',
    blank: '',
    cries: ['（傳召鐘響）', '（眾笑）'],
    sentences: [
      '主席，海濱長廊已經延誤兩年，市民有權知道原因。',
      '多謝議員的質詢。',
      '我的答覆分為三點：首先是工程，其次是經費，最後是監督。',
      '請問政府第一段甚麼時候開放？',
      '時間表會在六月三十日之前以書面提交，我願意就每一項延誤解釋。',
    ],
  },
  zh: {
    code: 'zh',
    title: '座谈会发言实录',
    blank: '',
    cries: ['（掌声）', '（笑声）'],
    sentences: [
      '全县登记的古树有四百一十二株，其中一百零六株长在村民的房前屋后，树活着，根却被水泥封死了。',
      '我赞成刚才的意见。',
      '我提三条建议：一是把土还给树，二是给每棵树找一个认得它的人，三是给护树的老人一点补助。',
      '这笔钱已经列进明年的预算，一分也不向群众摊派。',
      '同志们，这件事不能再拖了。',
      '第一，要摸清底数；第二，要落实责任。',
    ],
  },
  he: {
    code: 'he',
    title: 'דברי המועצה',
    blank: ' ',
    cries: ['(מחיאות כפיים)'],
    sentences: [
      'חברי המועצה, הנמל הזה מחכה לתקציב כבר תשע שנים.',
      'תודה רבה.',
      'מי ישלם על המגדלור כשהרוח חזקה?',
      'אני מבקש שלושה דברים, והראשון שבהם הוא מעבורת בבוקר.',
    ],
  },
  ar: {
    code: 'ar',
    title: 'محضر جلسة المجلس',
    blank: ' ',
    cries: ['(تصفيق)'],
    sentences: [
      'أيها الأعضاء الكرام، ينتظر الميناء هذه الميزانية منذ تسع سنوات.',
      'شكراً.',
      'من سيدفع ثمن المنارة حين تشتد الريح؟',
      'أطلب ثلاثة أمور، أولها قارب في الصباح.',
    ],
  },
} satisfies Readonly<Record<string, Tongue>>;

/** About as many characters of running text as `length`. */
export function spoken(dice: Dice, tongue: Tongue, length: number): string {
  const said: string[] = [];
  for (let size = 0; size < length; size += said.at(-1)?.length ?? 1) said.push(dice.pick(tongue.sentences));
  return said.join(tongue.blank);
}
