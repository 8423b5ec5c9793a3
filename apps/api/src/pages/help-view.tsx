import { renderPage } from './layout.js';
import { searchHref } from './search/search-state.js';
import type { View } from './view.js';

/** How to write queries; each example is a link that tries it. */
export function helpPage(view: View): string {
  const { help } = view.words;
  return renderPage(
    view,
    { title: help.title, section: 'help', styles: ['lists.css'] },
    <>
      <h1>{help.title}</h1>
      <p class="lead">{help.intro}</p>
      <table class="list help">
        <thead>
          <tr>
            <th scope="col" class="cell">
              {help.write}
            </th>
            <th scope="col" class="cell">
              {help.find}
            </th>
          </tr>
        </thead>
        <tbody>
          {help.rows.map(({ query, means }) => (
            <tr key={query}>
              <th scope="row" class="cell name">
                <a href={searchHref({ q: query })} lang="zh-CN">
                  <code>{query}</code>
                </a>
              </th>
              <td class="cell">{means}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {help.rules.map((rule) => (
        <p key={rule}>{rule}</p>
      ))}
    </>,
  );
}
