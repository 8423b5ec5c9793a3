import type { DocumentRecord, DocumentStatus } from '#domain';
import { DOCUMENT_STATUSES } from '../../documents/document-shapes.js';
import { Coded } from '../codes.js';
import { Time } from '../format.js';
import { renderPage } from '../layout.js';
import type { View } from '../view.js';
import { reasonText } from './reason.js';
import { nameOf, Status } from './status.js';

export interface ListModel {
  readonly documents: readonly DocumentRecord[];
  /** Names of the files they came as, by id. */
  readonly fileNames: ReadonlyMap<string, string>;
  /** Groups of their dead letters, by id. */
  readonly groups: ReadonlyMap<string, string>;
  readonly nextCursor: string | null;
  readonly status: DocumentStatus | undefined;
  readonly group: string | undefined;
  readonly cursor: string | undefined;
}

/** Documents by status, newest first. */
export function documentsPage(view: View, model: ListModel): string {
  const { documents: words } = view.words;
  const { documents, fileNames, groups, nextCursor, status, group, cursor } = model;
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
          <Coded view={view} kind="failures" code={group} />
        </p>
      ) : null}
      {documents.length === 0 ? (
        <p class="nothing">{status || group ? words.noneOf : words.none}</p>
      ) : (
        <Table view={view} documents={documents} fileNames={fileNames} groups={groups} />
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

function Table({ view, documents, fileNames, groups }: { view: View } & Pick<ListModel, 'documents' | 'fileNames' | 'groups'>) {
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
            {columns.arrived}
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr key={document.id}>
            <th scope="row" class="cell name">
              <a href={`/documents/${document.id}`} lang={document.title || fileNames.has(document.id) ? 'zh-CN' : undefined}>
                {nameOf(view, document, fileNames.get(document.id) ?? null)}
              </a>
              {document.site ? <small>{document.site}</small> : null}
            </th>
            <td class="cell">
              <Status view={view} document={document} />
              <small class="why">{reasonText(view, document, groups.get(document.id) ?? null)}</small>
            </td>
            <td class="cell number" data-label={columns.speeches} title={speeches(document.speechCount)}>
              {document.speechCount}
            </td>
            <td class="cell" data-label={columns.arrived}>
              <Time view={view} at={document.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
