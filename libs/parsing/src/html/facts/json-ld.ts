/** What a page's JSON-LD says about the work on it. */
export interface LinkedData {
  readonly headline: string | null;
  readonly articleBody: string | null;
  readonly datePublished: string | null;
  readonly author: string | null;
  readonly publisher: string | null;
  /** All types named, in one string. */
  readonly types: string;
}

/** Larger scripts are data, not descriptions. */
const MAX_SCRIPT = 1_000_000;
/** Objects looked at in one page. */
const MAX_OBJECTS = 5_000;

const MAX_PEOPLE = 20;

type Json = Readonly<Record<string, unknown>>;

const WORK = /Article|Posting|Report|Speech|CreativeWork|NewsItem/i;

/** Reads the JSON-LD scripts of a page; scripts that are not JSON say nothing. */
export function readLinkedData(scripts: readonly string[]): LinkedData {
  const objects = scripts.flatMap(objectsOf).slice(0, MAX_OBJECTS);
  const works = objects.filter((object) => WORK.test(typesOf(object)) || textOf(object.articleBody) !== null);
  const named = namesById(objects);
  const first = <T>(read: (work: Json) => T | null): T | null => works.map(read).find((value) => value !== null) ?? null;
  return {
    headline: first((work) => textOf(work.headline)),
    articleBody: longest(works.map((work) => textOf(work.articleBody))),
    datePublished: first((work) => textOf(work.datePublished) ?? textOf(work.dateCreated)),
    author: first((work) => namesOf(work.author, named)),
    publisher: first((work) => nameOf(work.publisher)),
    types: [...new Set(objects.map(typesOf))].join(' ').trim(),
  };
}

function objectsOf(script: string): Json[] {
  if (script.length > MAX_SCRIPT) return [];
  const objects: Json[] = [];
  const waiting: unknown[] = [parse(script)];
  for (let value = waiting.pop(); objects.length < MAX_OBJECTS; value = waiting.pop()) {
    if (isObject(value) && !Array.isArray(value)) objects.push(value);
    if (isObject(value)) pushInner(value, waiting);
    if (waiting.length === 0) break;
  }
  return objects;
}

/** Adds the objects and lists inside a value so that the first of them is taken next. */
function pushInner(value: object, waiting: unknown[]): void {
  const inner = Object.values(value).slice(0, MAX_OBJECTS);
  for (const one of inner.reverse()) if (typeof one === 'object') waiting.push(one);
}

/** Many sites wrap their JSON in comment marks or leave line ends inside its strings. */
function parse(script: string): unknown {
  const object = script.slice(Math.max(0, script.indexOf('{')), script.lastIndexOf('}') + 1);
  for (const json of [script, object]) {
    const value = tryJson(json) ?? tryJson(json.replace(/\s+/g, ' '));
    if (value !== null) return value;
  }
  return null;
}

function tryJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function typesOf(object: Json): string {
  const type = object['@type'];
  return Array.isArray(type) ? type.filter((one) => typeof one === 'string').join(' ') : (textOf(type) ?? '');
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

/** Names of the things that others refer to by their id. */
function namesById(objects: readonly Json[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const object of objects) {
    const [id, name] = [textOf(object['@id']), textOf(object.name)];
    if (id !== null && name !== null) names.set(id, name);
  }
  return names;
}

/** The names of one or several people, each once. */
function namesOf(value: unknown, named: ReadonlyMap<string, string>): string | null {
  const people = (Array.isArray(value) ? value : [value]).slice(0, MAX_PEOPLE);
  const names = people.map((one: unknown) => nameOf(one) ?? (isObject(one) ? (named.get(textOf(one['@id']) ?? '') ?? null) : null));
  return [...new Set(names.filter((name) => name !== null))].join(', ') || null;
}

function nameOf(value: unknown): string | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(one) ? textOf(one.name) : textOf(one);
}

function longest(texts: readonly (string | null)[]): string | null {
  return texts.reduce((best, text) => ((text?.length ?? 0) > (best?.length ?? 0) ? text : best), null);
}
