import type { ComponentChildren } from 'preact';
import type { Block, Gap, SpeechRecord } from '#domain';
import { Annotated, type Annotation } from '../marked.js';
import type { View } from '../view.js';
import type { Placed } from './reading-order.js';

/** Ranges in the speech's text that answer the query the reader came with. */
export type Marks = readonly (readonly [from: number, to: number])[];

interface TextProps {
  readonly view: View;
  readonly speech: SpeechRecord;
  readonly marks: Marks;
}

/** The text of a speech, with what was asked for between its blocks. */
export function SpeechText({ view, speech, marks, order }: TextProps & { order: readonly Placed[] }) {
  return (
    <>
      {order.map((placed, index) => {
        if (placed.kind === 'gap') return <GapNote key={index} view={view} gap={placed.gap} />;
        if (placed.kind === 'block') return <BlockView key={index} view={view} speech={speech} marks={marks} block={placed.block} />;
        const { rule, text } = placed.removal;
        return (
          <p key={index} class="removed" title={view.words.speech.removedBy(rule)}>
            <del>{text.trim()}</del> <small>{rule}</small>
          </p>
        );
      })}
    </>
  );
}

function BlockView({ view, speech, marks, block }: TextProps & { block: Block }) {
  const { kind, text, start } = block;
  if (kind === 'title' && text.trim() === speech.title.trim()) return null;
  const content = (
    <>
      {anchorsIn(speech, block).map((offset) => (
        <span key={offset} id={`h-${offset}`} class="anchor" />
      ))}
      <Annotated text={text} annotations={annotationsOf(view, speech, marks, start)} />
    </>
  );
  return <Shell block={block}>{content}</Shell>;
}

function Shell({ block: { kind, level }, children }: { block: Block; children: ComponentChildren }) {
  if (kind === 'heading') {
    const Tag = (['h2', 'h3', 'h4', 'h5', 'h6'] as const)[Math.min(4, (level ?? 1) - 1)] ?? 'h2';
    return <Tag class="heading">{children}</Tag>;
  }
  if (kind === 'quote') return <blockquote>{children}</blockquote>;
  if (kind === 'table') return <pre class="table">{children}</pre>;
  return <p class={kind === 'listItem' ? `item level-${Math.min(3, level ?? 1)}` : kind}>{children}</p>;
}

/** Headings of the outline that begin in this block: most are blocks of their own, some run on into a paragraph. */
function anchorsIn({ outline }: SpeechRecord, { start, text }: Block): number[] {
  return outline.map((heading) => heading.start).filter((offset) => offset >= start && offset < start + text.length);
}

function annotationsOf(view: View, { redactions }: SpeechRecord, marks: Marks, start: number): Annotation[] {
  const redacted = redactions.map(({ kind, form, text, start: at }): Annotation => {
    const title = view.words.speech.redaction[kind];
    return {
      from: at - start,
      to: at - start + text.length,
      wrap: (content) => (
        <span class={`redaction ${form}`} title={title}>
          {content}
        </span>
      ),
    };
  });
  const marked = marks.map(([from, to]): Annotation => {
    const id = from === marks[0]?.[0] ? 'match' : undefined;
    return { from: from - start, to: to - start, wrap: (content, first) => <mark id={first ? id : undefined}>{content}</mark> };
  });
  return [...redacted, ...marked];
}

function GapNote({ view, gap }: { view: View; gap: Gap }) {
  return (
    <p class="gap" role="note" lang={view.language}>
      {view.words.speech.gap(gap.kind, gap.extent)}
    </p>
  );
}
