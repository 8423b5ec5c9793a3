import type { ByteRange, PageResult } from '#domain';

type Shared = 'language' | 'site' | 'fileType' | 'template' | 'sliceLength' | 'publishedAt';

/** The result of an archive from the results of its files, which follow each other; `whole` says what is known of the archive itself. */
export function mergeResults(
  files: readonly PageResult[],
  whole: Pick<PageResult, 'parserVersion' | 'parts' | 'title' | 'site'>,
): PageResult {
  const shared = <Key extends Shared>(key: Key): PageResult[Key] | null => agreed(files.map((file) => file[key]));
  const speeches = files.flatMap((file) => file.speeches);
  const pages = files.map((file) => file.pages).filter((count) => count !== null);
  return {
    parserVersion: whole.parserVersion,
    format: 'zip',
    charset: null,
    parts: whole.parts,
    language: shared('language'),
    site: whole.site ?? shared('site'),
    title: (files.length === 1 ? files[0]?.title : null) ?? whole.title ?? speeches[0]?.title ?? null,
    fileType: shared('fileType'),
    pages: pages.length === 0 ? null : pages.reduce((sum, count) => sum + count, 0),
    family: agreed(files.map(({ family }) => family)) ?? 'text',
    template: shared('template'),
    slices: files.reduce((sum, file) => sum + file.slices, 0),
    sliceLength: shared('sliceLength'),
    compilation: speeches.length > 1,
    publishedAt: shared('publishedAt'),
    metadata: files.length === 1 ? (files[0]?.metadata ?? {}) : {},
    speeches,
    removals: files.flatMap((file) => file.removals),
    gaps: files.flatMap((file) => file.gaps),
    quality: qualityOf(files),
  };
}

/** What all say, or null. */
function agreed<Value>(values: readonly Value[]): Value | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** The mean of the files that hold a speech: an empty one beside them takes nothing away. */
function qualityOf(files: readonly PageResult[]): PageResult['quality'] {
  const withBody = files.filter(({ speeches }) => speeches.length > 0);
  const counted = withBody.length > 0 ? withBody : files;
  const mean = counted.reduce((sum, { quality }) => sum + quality.score, 0) / Math.max(1, counted.length);
  return { score: Math.round(mean * 100) / 100, reasons: [...new Set(counted.flatMap(({ quality }) => quality.reasons))] };
}

/** A result whose bytes begin at `by` in the parts of the whole. */
export function movedResult(result: PageResult, by: number): PageResult {
  const moved = (ranges: readonly ByteRange[]): ByteRange[] => ranges.map(([from, to]) => [from + by, to + by]);
  return {
    ...result,
    speeches: result.speeches.map((speech) => ({
      ...speech,
      blocks: speech.blocks.map((block) => ({ ...block, ranges: moved(block.ranges) })),
    })),
    removals: result.removals.map((removal) => ({ ...removal, ranges: moved(removal.ranges) })),
    gaps: result.gaps.map((gap) => ({ ...gap, at: gap.at + by })),
  };
}
