import type { Problem } from '../http/problem.js';
import { KeyForm } from './key-form.js';
import { renderPage } from './layout.js';
import type { View } from './view.js';

const NEED_THE_KEY = new Set(['admin-key', 'push-from-elsewhere']);

/** A problem for people: what happened in their language, and the server's own sentence. */
export function errorPage(view: View, problem: Problem): string {
  const { error } = view.words;
  const sentences: Readonly<Record<string, string>> = error.problems;
  const sentence = sentences[problem.code] ?? sentences[problem.status >= 500 ? 'internal' : 'other'] ?? problem.title;
  const title = problem.status === 404 ? error.notFound : error.title;
  return renderPage(
    view,
    { title, styles: ['lists.css'] },
    <div class="error">
      <p class="code" aria-hidden="true">
        {problem.status}
      </p>
      <h1>{title}</h1>
      <p>{sentence}</p>
      {problem.status === 404 ? null : (
        <p class="detail" lang="en">
          {problem.detail}
        </p>
      )}
      {NEED_THE_KEY.has(problem.code) ? <KeyForm view={view} to="/" /> : null}
      <p>
        <a class="button" href="/">
          {error.home}
        </a>
      </p>
    </div>,
  );
}
