import type { DocumentRecord, DocumentStatus } from '#domain';
import { DOCUMENT_STATUSES } from '../../documents/document-shapes.js';
import { Time } from '../format.js';
import { renderPage } from '../layout.js';
import type { View } from '../view.js';
import { nameOf, Status } from './status.js';

export interface ListModel {
  readonly documents: readonly DocumentRecord[];
  readonly nextCursor: string | null;
  readonly status: DocumentStatus | undefined;
  readonly group: string | undefined;
  readonly cursor: string | undefined;
}

/** Documents by status, newest first. */
export function documentsPage(view: View, model: ListModel): string {
  const { documents: words } = view.words;
  const { documents, nextCursor, status, group, cursor } = model;
  return renderPage(
    view,
    { title: words.title, section: 'documents', styles: ['lists.css'] },
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.intro}</p>
      <nav aria-label={words.filter}>
        <ul class="tabs">
          {[undefined, ...DOCUMENT_STATUSES].map((each) => (
            <li key={each ?? 'all'}>
              <a href={listHref({ status: each })} aria-current={each === status && !group ? 'true' : undefined}>
                {each ? words.status[each] : words.all}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {group ? (
        <p>
          <code>{group}</code>
        </p>
      ) : null}
      {documents.length === 0 ? (
        <p class="empty">{status || group ? words.noneOf : words.none}</p>
      ) : (
        <Table view={view} documents={documents} />
      )}
      {nextCursor || cursor ? (
        <nav class="paging" aria-label={words.pages}>
          {cursor ? <a href={listHref({ status, group })}>{words.first}</a> : <span />}
          {nextCursor ? (
            <a rel="next" href={listHref({ status, group, cursor: nextCursor })}>
              {words.next}
            </a>
          ) : null}
        </nav>
      ) : null}
    </>,
  );
}

function listHref(parameters: {
  readonly status?: string | undefined;
  readonly group?: string | undefined;
  readonly cursor?: string | undefined;
}): string {
  const query = new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return query === '' ? '/documents' : `/documents?${query}`;
}

function Table({ view, documents }: { view: View; documents: readonly DocumentRecord[] }) {
  const { columns, speeches } = view.words.documents;
  return (
    <table class="list stacking">
      <thead>
        <tr>
          <th scope="col" class="cell">
            {columns.document}
          </th>
          <th scope="col" class="cell">
            {columns.status}
          </th>
          <th scope="col" class="cell number">
            {columns.speeches}
          </th>
          <th scope="col" class="cell">
            {columns.updated}
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr key={document.id}>
            <th scope="row" class="cell name">
              <a href={`/documents/${document.id}`} lang={document.title ? 'zh-CN' : undefined}>
                {nameOf(view, document)}
              </a>
              {document.site ? <small>{document.site}</small> : null}
            </th>
            <td class="cell">
              <Status view={view} document={document} />
            </td>
            <td class="cell number" data-label={columns.speeches} title={speeches(document.speechCount)}>
              {document.speechCount}
            </td>
            <td class="cell" data-label={columns.updated}>
              <Time view={view} at={document.updatedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
