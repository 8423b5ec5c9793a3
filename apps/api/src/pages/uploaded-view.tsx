import type { FileResult } from '../documents/file-results.js';
import { FailureReason, qualityText } from './documents/reason.js';
import { renderPage } from './layout.js';
import { problemText } from './problem-text.js';
import type { View } from './view.js';

/** What became of each uploaded file; `groups` of the dead letters of those that had failed before. */
export function uploadedPage(view: View, results: readonly FileResult[], groups: ReadonlyMap<string, string>): string {
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
                <strong>{result.fileName ?? documents.untitled}</strong> <span class="status failed">{upload.refused}</span>{' '}
                <span class="reason">{problemText(view, { ...result.problem, code: result.problem.type.split(':').at(-1) ?? '' })}</span>
              </>
            ) : (
              <>
                <a href={`/documents/${result.id}`}>{result.fileName ?? documents.untitled}</a>{' '}
                {result.status === 'unchanged' ? <span class="status unchanged">{upload.unchanged}</span> : null}{' '}
                <span class={`status ${result.state}`}>{documents.status[result.state]}</span>{' '}
                {result.state === 'failed' && result.reason ? (
                  <FailureReason view={view} group={groups.get(result.id) ?? null} message={result.reason} />
                ) : null}
                {result.state === 'empty' && result.reason ? <span class="reason">{qualityText(view, result.reason)}</span> : null}
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
