import type { FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGE_COOKIE, type Language, languageNamed, languageOf } from './language.js';
import { type Words, wordsOf } from './words/words.js';

/** What every page is made with. */
export interface View {
  readonly language: Language;
  readonly words: Words;
  /** Path and query of the page, without `lang`. */
  readonly here: string;
}

export function viewOf(request: Pick<FastifyRequest, 'url' | 'headers'>): View {
  const { pathname, searchParams } = addressOf(request.url);
  const chosen = searchParams.get('lang');
  searchParams.delete('lang');
  const language = languageOf({
    chosen,
    cookie: request.headers.cookie ?? null,
    acceptLanguage: request.headers['accept-language'] ?? null,
  });
  return { language, words: wordsOf(language), here: pathWith(pathname, searchParams) };
}

/** The same page in another language. */
export function hereIn(view: View, language: string): string {
  const { pathname, searchParams } = addressOf(view.here);
  searchParams.set('lang', language);
  return pathWith(pathname, searchParams);
}

/** Sends a page, in its language, never from a stale cache, and remembers a language that was chosen. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, view: View, html: string, status = 200): FastifyReply {
  const chosen = languageNamed(addressOf(request.url).searchParams.get('lang'));
  if (chosen) reply.header('Set-Cookie', `${LANGUAGE_COOKIE}=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`);
  return reply
    .status(status)
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Content-Language', view.language)
    .header('Cache-Control', 'private, no-cache')
    .header('Vary', 'Accept-Language, Cookie')
    .send(html);
}

/** A path that begins with two slashes would be the address of another site wherever it is linked to. */
function addressOf(path: string): URL {
  const url = new URL(`http://page${path.startsWith('/') ? path : `/${path}`}`);
  url.pathname = url.pathname.replace(/^\/{2,}/, '/');
  return url;
}

const pathWith = (pathname: string, parameters: URLSearchParams): string => {
  const query = parameters.toString();
  return query === '' ? pathname : `${pathname}?${query}`;
};
