import type { SpeechRecord } from '#domain';
import type { FoundSpeech } from '../../search/search-service.js';
import { Marked } from '../marked.js';
import type { View } from '../view.js';

/** A list of found speeches. Links into the reading view carry the query, so that its matches are marked there. */
export function Hits({ view, found, query }: { view: View; found: readonly FoundSpeech[]; query: string | undefined }) {
  return (
    <ol class="hits">
      {found.map((each) => (
        <Hit key={each.hit.speechId} view={view} found={each} query={query} />
      ))}
    </ol>
  );
}

function Hit({ view, found: { hit, speech }, query }: { view: View; found: FoundSpeech; query: string | undefined }) {
  const inTitle = hit.highlights.find(({ field, start }) => field === 'title' && start === 0);
  const passages = hit.highlights.filter(({ field }) => field === 'text').slice(0, 3);
  // The first mark is where the reader wants to be; the title's own is at the top anyway.
  const href = `/speeches/${hit.speechId}${query ? `?${new URLSearchParams({ q: query })}${passages.length > 0 ? '#match' : ''}` : ''}`;
  return (
    <li class="hit">
      <h2 lang="zh-CN">
        <a class="link" href={href}>
          {inTitle && inTitle.passage === speech.title ? <Marked text={inTitle.passage} marks={inTitle.marks} /> : speech.title}
        </a>
      </h2>
      {hit.headingPath.length > 0 ? (
        <p class="path" lang="zh-CN">
          {hit.headingPath.join(' › ')}
        </p>
      ) : null}
      {passages.map(({ passage, marks, start }) => (
        <p key={start} class="passage" lang="zh-CN">
          {start > 0 ? '…' : ''}
          <Marked text={passage} marks={marks} />
          {start + passage.length < speech.text.length ? '…' : ''}
        </p>
      ))}
      {passages.length === 0 ? (
        <p class="passage opening" lang="zh-CN">
          {openingOf(speech.text, speech.title)}
        </p>
      ) : null}
      <SpeechFacts view={view} speech={speech} />
    </li>
  );
}

/** A list of speeches with their first words. */
export function SpeechLines({ view, speeches }: { view: View; speeches: readonly SpeechRecord[] }) {
  return (
    <ol class="hits">
      {speeches.map((speech) => (
        <li key={speech.id} class="hit">
          <h3 lang="zh-CN">
            <a class="link" href={`/speeches/${speech.id}`}>
              {speech.title}
            </a>
          </h3>
          <p class="passage opening" lang="zh-CN">
            {openingOf(speech.text, speech.title)}
          </p>
          <SpeechFacts view={view} speech={speech} />
        </li>
      ))}
    </ol>
  );
}

function SpeechFacts({ view, speech }: { view: View; speech: SpeechRecord }) {
  return (
    <p class="facts">
      <span class="kind">{view.words.common.speechKinds[speech.kind]}</span>
      {speech.date ? <span>{speech.date}</span> : null}
      {speech.site ? <span>{speech.site}</span> : null}
      {speech.speaker ? <span lang="zh-CN">{speech.speaker}</span> : null}
    </p>
  );
}

/** The first words after the title. */
function openingOf(text: string, title: string): string {
  const body = text.startsWith(title) ? text.slice(title.length) : text;
  const opening = body.trim().replace(/\s+/g, ' ');
  return opening.length > 120 ? `${opening.slice(0, 119).toWellFormed()}…` : opening;
}
