import type { ComponentChildren } from 'preact';
import type { Block, Gap, Removal, SpeechRecord } from '#domain';
import { Coded, codeText } from '../codes.js';
import { Annotated, type Annotation, type Insertion } from '../marked.js';
import type { View } from '../view.js';
import { byBlock } from './by-block.js';
import { shownOutline } from './outline.js';
import type { Aside, Inset, Placed } from './reading-order.js';

/** Ranges in the speech's text that answer the query the reader came with. */
export type Marks = readonly (readonly [from: number, to: number])[];

interface TextProps {
  readonly view: View;
  readonly speech: SpeechRecord;
  readonly marks: Marks;
}

/** The text of a speech, with what was asked for between its blocks. */
export function SpeechText({ view, speech, marks, order }: TextProps & { order: readonly Placed[] }) {
  const annotations = byBlock(speech.blocks, annotationsOf(view, speech, marks));
  const anchors = byBlock(
    speech.blocks,
    shownOutline(speech.outline).map(({ start }) => ({ from: start, to: start + 1 })),
  );
  return (
    <>
      {order.map((placed, index) => {
        if (placed.kind === 'gap') return <GapNote key={index} view={view} gap={placed.gap} />;
        if (placed.kind === 'removal') return <RemovedText key={index} view={view} removal={placed.removal} />;
        const { block, insets } = placed;
        if (block.kind === 'title' && block.text.trim() === speech.title.trim()) return null;
        return (
          <Shell key={index} block={block}>
            {(anchors.get(block) ?? []).map(({ from }) => (
              <span key={from} id={`h-${from}`} class="anchor" />
            ))}
            <Annotated
              text={block.text}
              annotations={(annotations.get(block) ?? []).map((each) => shifted(each, block.start))}
              insertions={insets.map((inset) => insertionOf(view, inset))}
            />
          </Shell>
        );
      })}
    </>
  );
}

function RemovedText({ view, removal: { rule, text } }: { view: View; removal: Removal }) {
  return (
    <p class="removed">
      <del>{text.trim()}</del>{' '}
      <small lang={view.language}>
        <Coded view={view} kind="rules" code={rule} />
      </small>
    </p>
  );
}

const insertionOf = (view: View, { at, aside }: Inset): Insertion => ({ at, content: <AsideInside view={view} aside={aside} /> });

/** A removal or a gap inside a block; the removal's rule shows when it is pointed at or has the focus. */
function AsideInside({ view, aside }: { view: View; aside: Aside }) {
  if (aside.kind === 'gap') {
    return (
      <span class="gap inside" role="note" lang={view.language}>
        {view.words.speech.gap(aside.gap.kind, aside.gap.extent)}
      </span>
    );
  }
  const { rule, text } = aside.removal;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a pointer the focus is the only way to the rule.
    <span class="cut" tabIndex={0}>
      <del>{text.trim()}</del>
      <span class="rule" role="note" lang={view.language}>
        {view.words.speech.removedBy(codeText(view, 'rules', rule))}
      </span>
    </span>
  );
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

function annotationsOf(view: View, { redactions }: SpeechRecord, marks: Marks): Annotation[] {
  const redacted = redactions.map(({ kind, form, text, start }): Annotation => {
    const title = view.words.speech.redaction[kind];
    return {
      from: start,
      to: start + text.length,
      wrap: (content) => (
        <span class={`redaction ${form}`} title={title}>
          {content}
        </span>
      ),
    };
  });
  const marked = marks.map(([from, to], index): Annotation => {
    const id = index === 0 ? 'match' : undefined;
    return { from, to, wrap: (content, first) => <mark id={first ? id : undefined}>{content}</mark> };
  });
  return [...redacted, ...marked];
}

const shifted = (annotation: Annotation, by: number): Annotation => ({ ...annotation, from: annotation.from - by, to: annotation.to - by });

function GapNote({ view, gap }: { view: View; gap: Gap }) {
  return (
    <p class="gap" role="note" lang={view.language}>
      {view.words.speech.gap(gap.kind, gap.extent)}
    </p>
  );
}
