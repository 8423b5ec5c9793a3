import { parse, type Selector } from 'css-what';

/** What is wrong with a selector, where, and what to write instead. */
export interface SelectorFault {
  /** Offset in the selector, in UTF-16 units. */
  readonly position: number;
  /** One sentence without its place. */
  readonly message: string;
  readonly remedy: string;
}

export type AttributeTest = 'exists' | 'equals' | 'word' | 'start' | 'end' | 'part' | 'hyphen';

/** One condition on an element alone. */
export type Test =
  | { readonly kind: 'tag'; readonly name: string }
  | {
      readonly kind: 'attribute';
      readonly name: string;
      readonly test: AttributeTest;
      readonly value: string;
      readonly anyCase: boolean;
    }
  | { readonly kind: 'child'; readonly place: number | 'last' }
  | { readonly kind: 'not' | 'any'; readonly of: readonly (readonly Test[])[] };

export type Combinator = 'descendant' | 'child' | 'adjacent' | 'sibling';

/** Conditions on one element, and how it stands to the element that the step before has found; null for a first step. */
export interface Step {
  readonly after: Combinator | null;
  readonly tests: readonly Test[];
}

/** The alternatives of a selector, each as steps from the outside to the element that is meant. */
export type CompiledSelector = readonly (readonly Step[])[];

const MAX_LENGTH = 300;
/** Each step is a bit of a number while matching. */
export const MAX_STEPS = 24;

const KNOWN =
  'Write tags, .classes, #ids, [attributes], :not(…), :is(…), :first-child, :last-child and :nth-child(3), joined by blanks, > + ~ and commas.';

class WrongSelector extends Error {
  override readonly name = 'WrongSelector';

  constructor(
    message: string,
    readonly remedy: string = KNOWN,
  ) {
    super(message);
  }
}

/** null for a selector that can be used. Only what is matched in one walk over the page is accepted, so that no selector is slow. */
export function selectorFault(selector: string): SelectorFault | null {
  const wrong = wrongIn(selector);
  if (!wrong) return null;
  if (selector.length > MAX_LENGTH) return { position: MAX_LENGTH, ...wrong };
  if (selector.trim() === '') return { position: 0, ...wrong };
  let position = selector.length;
  while (position > 0 && !isGoodSoFar(selector.slice(0, position))) position -= 1;
  while (/\s/.test(selector.charAt(position))) position += 1;
  return { position, ...wrong };
}

/** Whether the beginning of a selector is one, or wants one more element. */
const isGoodSoFar = (beginning: string): boolean => wrongIn(beginning) === null || wrongIn(`${beginning}a`) === null;

function wrongIn(selector: string): Pick<SelectorFault, 'message' | 'remedy'> | null {
  try {
    compileSelector(selector);
    return null;
  } catch (error) {
    if (!(error instanceof WrongSelector)) throw error;
    return { message: error.message, remedy: error.remedy };
  }
}

/** Throws for what `selectorFault` finds fault with. */
export function compileSelector(selector: string): CompiledSelector {
  if (selector.length > MAX_LENGTH)
    throw new WrongSelector(`The selector is longer than ${MAX_LENGTH} characters.`, 'Write two rules, or name a class or an id.');
  if (selector.trim() === '') throw new WrongSelector('The selector is empty.', 'Write one such as .author-card or #content > aside.');
  const alternatives = tokensOf(selector).map(stepsOf);
  if (alternatives.flat().reduce((sum, { tests }) => sum + weightOf(tests), 0) > MAX_STEPS)
    throw new WrongSelector(`The selector has more than ${MAX_STEPS} steps.`, 'Write two rules, or name a class or an id.');
  return alternatives;
}

function tokensOf(selector: string): Selector[][] {
  try {
    return parse(selector);
  } catch {
    throw new WrongSelector('This is not how a CSS selector goes on.');
  }
}

const weightOf = (tests: readonly Test[]): number =>
  1 + tests.reduce((sum, test) => sum + ('of' in test ? test.of.reduce((inner, one) => inner + weightOf(one), 0) : 0), 0);

function stepsOf(tokens: readonly Selector[]): Step[] {
  const steps: Step[] = [];
  let after: Combinator | null = null;
  let tests: Test[] = [];
  for (const token of tokens) {
    const combinator = combinatorOf(token);
    if (combinator === null) {
      tests.push(...testsOf(token));
      continue;
    }
    if (tests.length === 0) throw new WrongSelector('A selector cannot begin with a combinator.', 'Begin with the outer element.');
    steps.push({ after, tests });
    after = combinator;
    tests = [];
  }
  if (tests.length === 0) throw new WrongSelector('The selector ends with a combinator.', 'Name the element that is meant behind it.');
  return [...steps, { after, tests }];
}

function combinatorOf(token: Selector): Combinator | null {
  const { type } = token;
  if (type === 'descendant' || type === 'child' || type === 'adjacent' || type === 'sibling') return type;
  if (type === 'parent' || type === 'column-combinator') throw new WrongSelector(`The combinator ${type} is not known here.`);
  return null;
}

/** `*` needs no test, but its step must not be empty. */
function testsOf(token: Selector): Test[] {
  switch (token.type) {
    case 'universal':
      return [{ kind: 'any', of: [[]] }];
    case 'tag':
      return [{ kind: 'tag', name: token.name.toLowerCase() }];
    case 'attribute':
      return [attributeTest(token)];
    case 'pseudo':
      return [pseudoTest(token.name, token.data)];
    default:
      throw new WrongSelector('Pseudo-elements are no elements of the page.');
  }
}

const ATTRIBUTE_TESTS: Readonly<Record<string, AttributeTest>> = {
  ...{ exists: 'exists', equals: 'equals', element: 'word', start: 'start', end: 'end', any: 'part', hyphen: 'hyphen' },
};

function attributeTest(token: Extract<Selector, { name: string; action: unknown }>): Test {
  const test = ATTRIBUTE_TESTS[token.action];
  if (!test) throw new WrongSelector('[name!=value] is no CSS.', 'Write :not([name=value]).');
  if (token.value === '' && test !== 'exists' && test !== 'equals')
    throw new WrongSelector('An empty value is found nowhere.', 'Give a value, or [name] alone.');
  const anyCase = token.ignoreCase === true;
  const value = anyCase ? token.value.toLowerCase() : token.value;
  return { kind: 'attribute', name: token.name.toLowerCase(), test, value, anyCase };
}

function pseudoTest(name: string, data: Selector[][] | string | null): Test {
  if (name === 'first-child') return { kind: 'child', place: 1 };
  if (name === 'last-child') return { kind: 'child', place: 'last' };
  if (name === 'nth-child' && typeof data === 'string' && /^\s*[1-9]\d{0,5}\s*$/.test(data)) return { kind: 'child', place: Number(data) };
  if ((name === 'not' || name === 'is' || name === 'where') && Array.isArray(data) && data.length > 0)
    return { kind: name === 'not' ? 'not' : 'any', of: data.map(aloneTests) };
  if (name === 'nth-child') throw new WrongSelector(':nth-child is known with one number only.', 'Write it as :nth-child(3).');
  throw new WrongSelector(`:${name} is not known here.`);
}

function aloneTests(tokens: readonly Selector[]): Test[] {
  if (tokens.some((token) => combinatorOf(token) !== null))
    throw new WrongSelector('Inside :not(…) and :is(…) there is no room for combinators.', 'Name one element there, such as :not(.note).');
  return tokens.flatMap(testsOf);
}
