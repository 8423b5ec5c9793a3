import type { FileResult } from '../documents/file-results.js';
import { renderPage } from './layout.js';
import type { View } from './view.js';

/** What became of each uploaded file. */
export function uploadedPage(view: View, results: readonly FileResult[]): string {
  const { upload, documents } = view.words;
  return renderPage(
    view,
    { title: upload.resultTitle, section: 'documents', styles: ['lists.css'] },
    <>
      <h1>{upload.resultTitle}</h1>
      <ul class="uploads">
        {results.map((result, index) => (
          <li key={index}>
            {'problem' in result ? (
              <>
                <strong>{result.fileName ?? documents.untitled}</strong> <span class="status failed">{upload.refused}</span>
                <span class="reason">{problemText(view, result.problem)}</span>
              </>
            ) : (
              <>
                <a href={`/documents/${result.id}`}>{result.fileName ?? documents.untitled}</a>{' '}
                <span class={`status ${result.status}`}>
                  {result.status === 'unchanged' ? upload.unchanged : documents.status[result.status]}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      <p>
        <a class="button" href="/">
          {upload.again}
        </a>
      </p>
    </>,
  );
}

function problemText(view: View, problem: { readonly type: string; readonly detail: string }): string {
  const sentences: Readonly<Record<string, string>> = view.words.error.problems;
  return sentences[problem.type.split(':').at(-1) ?? ''] ?? problem.detail;
}
