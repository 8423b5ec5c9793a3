import type { Problem } from '../http/problem.js';
import { KeyForm, type KeyLeadsTo } from './key-form.js';
import { renderPage } from './layout.js';
import { problemText } from './problem-text.js';
import type { View } from './view.js';

const NEED_THE_KEY = new Set(['admin-key', 'wrong-admin-key', 'push-from-elsewhere']);

/** How a page was asked for: whether by a form, and where a key typed after it leads. */
export interface Asked {
  readonly isForm: boolean;
  readonly keyTo: KeyLeadsTo;
}

/**
 * A problem for people: what happened in their language, and the server's own sentence, unless that is for programs. Where the key is
 * missing it can be typed, and leads to `keyTo`.
 */
export function errorPage(view: View, problem: Problem, { keyTo, isForm }: Asked): string {
  const { error } = view.words;
  const title = problem.status === 404 ? error.notFound : !isForm && isOfAddress(problem) ? error.badAddress : error.title;
  const sentence = problemText(view, problem);
  const needsKey = NEED_THE_KEY.has(problem.code);
  const isSaid = needsKey || problem.status === 404 || problem.status === 413 || sentence === problem.detail;
  return renderPage(
    view,
    { title, styles: ['lists.css'], bare: true },
    <div class="error">
      <p class="code" aria-hidden="true">
        {problem.status}
      </p>
      <h1>{title}</h1>
      <p>{sentence}</p>
      {isSaid ? null : (
        <p class="detail" lang="en">
          {problem.detail}
        </p>
      )}
      {needsKey ? <KeyForm view={view} to={keyTo} /> : null}
      <p>
        <a class="button" href="/">
          {error.home}
        </a>
      </p>
    </div>,
  );
}

/** Without a form a page is asked for by its address alone, so what is wrong with a cursor or a field is wrong with the address. */
const isOfAddress = ({ code }: Problem): boolean => code === 'bad-cursor' || code === 'invalid-fields' || code === 'bad-path';
