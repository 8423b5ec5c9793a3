import { fold } from '#text';
import { CALLED, SURNAMES } from '../structure/people.js';

/** What a printed name says about who bears it. */
export interface NameSigns {
  /** It has an office, a form of address, a party or a constituency beside it, or is printed in capitals of several words. */
  readonly formal: boolean;
  /** It looks like the name of a person, or is formal. */
  readonly personal: boolean;
  /** It stands for whoever asks or answers, or leads the talk. */
  readonly anonymous: boolean;
}

/** Words that stand for one who asks, answers or leads, in place of a name; compared without case and script. */
const ANONYMOUS = new Set(
  (
    'q a question answer questioner reporter journalist interviewer moderator host press media frage antwort zusatz journalistin moderatorin ' +
    'frage: pregunta respuesta periodista moderador moderadora pergunta resposta jornalista journaliste animateur réponse domanda risposta giornalista ' +
    'вопрос ответ журналист ведущий ведущая реплика pytanie odpowiedź dziennikarz ' +
    '问 答 提问 回答 记者 主持人 媒体 质问 司会 질문 답변 문 답 기자 사회자 سؤال جواب שאלה תשובה'
  ).split(' '),
);

/** Forms of address and offices that stand before a name with a full stop or without. */
const TITLES =
  /^(?:(?:The |El |La |O |A |Le |Il |Der |Die )?(?:Mr|Mrs|Ms|Miss|Dr|Prof|Hon|Sen|Rep|Sir|Dame|Lord|Lady|Baroness|Senator|Congress(?:man|woman)|Chair(?:man|woman|person)?|President|Vice[- ]President|Speaker|Deputy Speaker|Minister|Prime Minister|Secretary|Ambassador|Governor|Mayor|Judge|Justice|General|Commissioner|Presiding Officer|Acting|Clerk|Councillor|Cllr|M|Mme|Mlle|MM|Sr|Sra|Srta|señora?|Senhora?|Sig|Signora?|On|Präsident(?:in)?|Vizepräsident(?:in)?|Alterspräsident(?:in)?|Minister(?:in)?|Abg|Frau|Herr|SRS?|BM|StS|Marszałek|Wicemarszałek|Poseł|Posłanka|Senator|Minister)\b\.?)/iu;

const BRACKETS = /\s?[(（[〔【][^()（）[\]〔〕【】\n]{0,80}[)）\]〕】]/g;

/** The name without what stands in brackets behind or inside it. */
export const withoutBrackets = (name: string): string => name.replace(BRACKETS, ' ').replace(/\s+/g, ' ').trim();

const hanPerson = new RegExp(`^[${SURNAMES}][\\p{Script=Han} ]{1,4}$`, 'u');
/** After an office the name comes at the end, perhaps behind a blank. */
const hanOffice = new RegExp(
  `${CALLED}$|${CALLED}[ \\u3000]{0,3}[${SURNAMES}]?[\\p{Script=Han} \\u3000]{1,4}$|^[${SURNAMES}](?:委员|议员|代表|常委|理事)[\\p{Script=Han}]{1,4}$`,
  'u',
);

/** People addressed as a group, by whoever speaks. */
const ADDRESSED = /^(?:各位|诸位|尊敬|敬爱|亲爱|全体|广大|在座)|们$|^同志$|^dear /;

/** Whether words address people instead of naming who speaks. */
export const isAddress = (plain: string): boolean => ADDRESSED.test(fold(plain));

/** Reads the signs of a name as printed, brackets included. */
export function judgeName(printed: string): NameSigns {
  const plain = withoutBrackets(printed);
  const folded = fold(plain);
  const anonymous = ANONYMOUS.has(folded.replace(/\s?\d{1,3}$/, '')) || /(?:记者|주기자)$/.test(folded);
  const signs = judgeWritten(plain, folded);
  const beside = bracketBehind.exec(printed)?.[1];
  const formal = signs.formal || (beside !== undefined && (signs.personal || TITLES.test(plain) || isNameInBrackets(beside)));
  return { formal, personal: signs.personal || formal || anonymous, anonymous };
}

/** A party, a constituency, an office or, behind an office, the name itself. */
const bracketBehind = /[(（[〔]([^()（）[\]〔〕]*\p{L}[^()（）[\]〔〕]*)[)）\]〕]\s*$/u;
const isNameInBrackets = (words: string): boolean => /[\u3040-\u9fff]/.test(words) && judgeHan(fold(words)).formal;

const judgeWritten = (plain: string, folded: string): Judged => (/[\u3400-\u9fff]/.test(folded) ? judgeHan(folded) : judgeWords(plain));

type Judged = Pick<NameSigns, 'formal' | 'personal'>;

function judgeHan(folded: string): Judged {
  const formal = hanOffice.test(folded);
  return { formal, personal: formal || hanPerson.test(folded) || /^[\p{Script=Han}]{1,6}·[\p{Script=Han}·]{1,12}$/u.test(folded) };
}

function judgeWords(plain: string): Judged {
  const [name = ''] = plain.split(/,\s/);
  const words = wordsOf(name);
  // Scripts without capitals: two words and more.
  if (!/[\p{Lu}\p{Ll}]/u.test(plain)) return { formal: false, personal: words.length >= 2 };
  const capital = words.filter((word) => /^\P{L}{0,2}\p{Lu}/u.test(word));
  const small = words.filter((word) => word.length > 3 && /^\p{Ll}/u.test(word));
  const titled = TITLES.test(name);
  if (titled && small.length <= 2 && words.length <= 9) return { formal: true, personal: true };
  const shouted = words.filter((word) => /\p{Lu}{3}/u.test(word) && !/\p{Ll}{2}/u.test(word));
  const hasInitials = /^\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}/u.test(name) || /\p{Lu}\p{L}+\s\p{Lu}\.\s?\p{Lu}\.$/u.test(name);
  const personal =
    (capital.length >= 2 && small.length === 0 && words.length <= 6) || hasInitials || (shouted.length > 0 && small.length === 0);
  const full = shouted.length + capital.filter((word) => /\p{Lu}\p{Ll}/u.test(word)).length;
  return { formal: personal && name.length < plain.length && (full > 1 || shouted.length > 0), personal };
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
