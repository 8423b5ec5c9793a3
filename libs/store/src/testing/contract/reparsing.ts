import { randomUUID } from 'node:crypto';
import type { PageResult, ReparseRecord, ReparseReport, SpeechEvent } from '#domain';
import { announceStage, parseStage } from '#stages';
import type { Reparsed } from '../../reparses/comparing.js';
import { aCapture, aPage, aSpeech } from '../builders.js';
import { announced, current, type GetStore, indexed, parsed, pushed, steps, taken, wakeUps } from './steps.js';

const words = (events: readonly SpeechEvent[]) => events.map(({ type }) => type.replace('rostra.speech.', ''));
const newVersion = () => `2.0.0-${randomUUID()}`;
/** Two texts that no shingle ties together. */
const [ONE, TWO] = ['一、春耕的事情\n先修渠，后下种，哪块地先熟哪块先收。', '一、冬储的安排\n窖要干，账要清，谁家的粮都不许少一斤。'];

export function reparsingContract(store: GetStore): void {
  /** Runs a whole dry run, in which the parser makes of each document what `parser` says. */
  async function compared(version: string, parser: ReadonlyMap<string, Reparsed>): Promise<ReparseReport> {
    const run = await store().reparses.start('outdated', version);
    const held = await hold();
    for (;;) {
      const tasks = await store().reparses.toCompare(held, 3);
      for (const task of tasks) {
        const failure = { failure: 'nobody asked for this one' };
        await store().reparses.saveCandidate(held, task, parser.get(task.documentId) ?? failure);
      }
      await store().reparses.comparedTo(held, tasks.at(-1)?.documentId ?? null);
      if (tasks.length === 0) return report(run);
    }
  }

  const token = randomUUID();
  async function hold() {
    const held = await store().reparses.hold(token);
    if (!held) throw new Error('No run is at work');
    return held;
  }

  async function report({ id }: Pick<ReparseRecord, 'id'>): Promise<ReparseReport> {
    const found = await store().reparses.report(id);
    if (!found) throw new Error(`Run ${id} is gone`);
    return found;
  }

  /** Switches one document after the other until none is left. */
  async function switchAll(): Promise<void> {
    const held = await hold();
    while ((await store().reparses.switchSome(held, 2)) > 0);
  }

  /** Indexer and announcer do their part for a document; answers what the log says of it. */
  async function followed(id: string): Promise<string[]> {
    const done = await indexed(store(), await current(store(), { id }));
    return words(await store().documents.announce([await taken(store(), announceStage, done)], 1));
  }

  const speechIds = async (id: string) => (await store().speeches.ofDocument(id)).map((speech) => speech.id);
  const result = (version: string, fields: Partial<PageResult>) => ({ page: aPage({ parserVersion: version, ...fields }) });
  const finish = async () => expect(await store().reparses.switched(await hold())).toBe(true);

  /** All documents of other specs stand on their results; only those given are compared to something. */
  async function applied(version: string, parser: ReadonlyMap<string, Reparsed>): Promise<ReparseReport> {
    const { id } = await compared(version, parser);
    await store().reparses.apply(id, version);
    await switchAll();
    return report({ id });
  }

  describe('a dry run', () => {
    it('tells the same, the changed and the failing apart, and changes nothing that readers see', async () => {
      const version = newVersion();
      const [same, changed, empty, failing] = [await pushed(store()), await pushed(store()), await pushed(store()), await pushed(store())];
      const all = [same, changed, empty, failing];
      for (const document of all) await announced(store(), document);
      const before = await Promise.all(all.map(async (document) => [await current(store(), document), await speechIds(document.id)]));
      const found = await compared(
        version,
        new Map<string, Reparsed>([
          [same.id, result(version, {})],
          [changed.id, result(version, { title: '别的', speeches: [aSpeech({ text: ONE }), aSpeech({ title: '乙', text: TWO })] })],
          [empty.id, result(version, { speeches: [] })],
        ]),
      );
      expect(found).toMatchObject({ state: 'compared', parserVersion: version, scope: 'outdated' });
      const { counts, kinds, examples, failures } = found;
      expect(counts.same + counts.changed + counts.failing).toBe(found.total);
      expect(counts).toMatchObject({ same: 1, changed: 2, nowEmpty: 1, newSpeeches: 1, vanishedSpeeches: 1, applied: 0, overtaken: 0 });
      expect(kinds).toMatchObject({ title: 1, text: 1, 'speech-added': 1, 'speech-removed': 1 });
      expect(examples.map(({ documentId }) => documentId).toSorted()).toEqual([changed.id, empty.id].toSorted());
      expect(examples.find(({ documentId }) => documentId === empty.id)).toMatchObject({
        ...{ share: 1, speeches: { before: 1, after: 0 }, fromVersion: 'spec-1', title: '青禾镇讲话汇编' },
        characters: { before: aSpeech().text.length, after: 0 },
      });
      expect(failures.some(({ message }) => message === 'nobody asked for this one')).toBe(true);
      const after = await Promise.all(all.map(async (document) => [await current(store(), document), await speechIds(document.id)]));
      expect(after).toEqual(before);
    });

    it('goes on where it was when its process dies, and looks at no document twice', async () => {
      for (let count = 0; count < 4; count += 1) await announced(store(), await pushed(store()));
      const version = newVersion();
      const run = await store().reparses.start('outdated', version);
      const [first, second] = await store().reparses.toCompare(await hold(), 2);
      if (!first || !second) throw new Error('There is nothing to compare');
      await store().reparses.saveCandidate(await hold(), first, { failure: 'x' });
      await store().reparses.releaseAbandoned();
      expect(await hold()).toMatchObject({ crashes: 1, run: { id: run.id } });
      await store().reparses.saveCandidate(await hold(), first, { failure: 'a second time' });
      expect(await store().reparses.start('outdated', version)).toMatchObject({ id: run.id });
      const held = await hold();
      expect((await store().reparses.toCompare(held, 1))[0]).toEqual(second);
      await store().reparses.comparedTo(held, second.documentId);
      expect((await hold()).crashes).toBe(0);
      expect((await store().reparses.toCompare(held, 1_000)).map(({ documentId }) => documentId)).not.toContain(second.documentId);
      expect((await report(run)).failures).toMatchObject([{ message: 'x' }]);
    });

    it('has one worker at a time, and one that lost it saves nothing', async () => {
      await announced(store(), await pushed(store()));
      const run = await store().reparses.start('outdated', newVersion());
      const held = await hold();
      expect(await store().reparses.hold(randomUUID())).toBeNull();
      await store().reparses.release(token);
      expect(await store().reparses.hold(randomUUID())).not.toBeNull();
      const [task] = await store().reparses.toCompare(held, 1);
      if (task) await store().reparses.saveCandidate(held, task, { failure: 'late' });
      await store().reparses.comparedTo(held, null);
      expect(await report(run)).toMatchObject({ state: 'comparing', counts: { failing: 0 } });
      await store().reparses.releaseAbandoned();
    });

    it('leaves out what has a newer capture by then, and forgets the text of what is withdrawn', async () => {
      const version = newVersion();
      const [renewed, gone, later] = [await pushed(store()), await pushed(store()), await pushed(store())];
      for (const document of [renewed, gone, later]) await announced(store(), document);
      const { id } = await store().reparses.start('outdated', version);
      const held = await hold();
      const tasks = (await store().reparses.toCompare(held, 1_000)).filter(({ documentId }) =>
        [renewed.id, gone.id, later.id].includes(documentId),
      );
      await store().documents.acceptCapture(aCapture({ key: renewed.key }));
      await store().documents.withdraw(gone.id, 'asked for');
      for (const task of tasks) await store().reparses.saveCandidate(held, task, result(version, { speeches: [] }));
      await store().documents.withdraw(later.id, 'asked for');
      expect((await report({ id })).counts).toMatchObject({ changed: 1, overtaken: 1 });
      expect((await report({ id })).examples).toMatchObject([{ documentId: later.id, title: null }]);
    });
  });

  describe('applying', () => {
    it('switches text, speeches and ids in one step and tells of each change once, and rolling back puts all of it back', async () => {
      const version = newVersion();
      const document = await pushed(store(), aCapture());
      const old = aPage({ speeches: [aSpeech({ title: '甲', text: ONE }), aSpeech({ title: '乙', text: TWO })] });
      await announced(store(), document, old);
      const [first, second] = await speechIds(document.id);
      const rows = await store().speeches.ofDocument(document.id);
      await wakeUps(store(), document);
      const page = { speeches: [aSpeech({ title: '丙', text: '全新的一篇' }), aSpeech({ title: '甲（新）', text: ONE })] };
      const run = await applied(version, new Map([[document.id, result(version, page)]]));
      expect(run.counts).toMatchObject({ changed: 1, applied: 1, newSpeeches: 1, vanishedSpeeches: 1 });
      expect(await store().documents.pageResult(document.id)).toEqual(aPage({ parserVersion: version, ...page }));
      const [fresh, kept] = await speechIds(document.id);
      expect(kept).toBe(first);
      expect([first, second]).not.toContain(fresh);
      expect(await current(store(), document)).toMatchObject({ stage: 'parsed', parserVersion: version, speechCount: 2, revision: 1 });
      expect((await store().documents.timeline(document.id)).at(-1)).toMatchObject({
        ...{ step: 'reparsed', parserVersion: version, reason: `spec-1 → ${version}` },
      });
      expect(await wakeUps(store(), document)).toEqual([{ room: 'indexer', revision: 1, delayMs: 0 }]);
      expect(await store().reparses.switched(await hold())).toBe(false);
      expect((await followed(document.id)).toSorted()).toEqual(['published', 'reparsed', 'withdrawn']);
      await finish();

      expect(await store().reparses.rollBack(run.id)).toMatchObject({ state: 'rollingBack' });
      await switchAll();
      expect(await store().documents.pageResult(document.id)).toEqual(old);
      const restored = await store().speeches.ofDocument(document.id);
      expect(restored.map(({ version: _, ...speech }) => speech)).toEqual(rows.map(({ version: _, ...speech }) => speech));
      expect(restored[0]?.version).toBeGreaterThan(rows[0]?.version ?? 0);
      expect((await followed(document.id)).toSorted()).toEqual(['reparsed', 'reparsed', 'withdrawn']);
      await finish();
      expect(await report(run)).toMatchObject({ state: 'rolledBack', counts: { applied: 0, rolledBack: 1 } });
      expect(await current(store(), document)).toMatchObject({ stage: 'announced', parserVersion: 'spec-1' });
      expect((await steps(store(), document)).filter((step) => step === 'reparsed')).toHaveLength(2);
    });

    it('says nothing of what stayed the same, and only takes down the version', async () => {
      const version = newVersion();
      const [same, ranges] = [await pushed(store()), await pushed(store())];
      for (const document of [same, ranges]) await announced(store(), document);
      const speeches = [aSpeech({ confidence: 0.5 })];
      const parser = new Map([
        [same.id, result(version, {})],
        [ranges.id, result(version, { speeches })],
      ]);
      await wakeUps(store(), same);
      const { counts, id } = await applied(version, parser);
      expect(counts).toMatchObject({ same: 1, changed: 1, applied: 2 });
      expect(await wakeUps(store(), same)).toEqual([]);
      expect(await current(store(), same)).toMatchObject({ stage: 'announced', parserVersion: version });
      expect(await store().documents.pageResult(same.id)).toEqual(aPage({ parserVersion: version }));
      expect(await followed(ranges.id)).toEqual([]);
      await finish();
      await store().reparses.rollBack(id);
      await switchAll();
      expect(await store().documents.pageResult(same.id)).toEqual(aPage());
      expect(await followed(ranges.id)).toEqual([]);
      await finish();
    });

    it('leaves alone what has a newer capture or was withdrawn, before and after', async () => {
      const version = newVersion();
      const [early, late, gone] = [await pushed(store()), await pushed(store()), await pushed(store())];
      const all = [early, late, gone];
      for (const document of all) await announced(store(), document);
      const page = { speeches: [aSpeech({ speaker: '张三' })] };
      const { id } = await compared(version, new Map(all.map((document) => [document.id, result(version, page)])));
      const renewed = (await store().documents.acceptCapture(aCapture({ key: early.key }))).document;
      await store().reparses.apply(id, version);
      await switchAll();
      expect(await store().reparses.report(id)).toMatchObject({ counts: { applied: 2, overtaken: 1 } });
      expect(await current(store(), early)).toMatchObject({ revision: 2, stage: 'fetched' });
      expect(await announced(store(), renewed, aPage())).toEqual([]);
      for (const document of [late, gone]) expect(await followed(document.id)).toEqual(['reparsed']);
      await finish();
      const newer = (await store().documents.acceptCapture(aCapture({ key: late.key }))).document;
      const newest = aPage({ speeches: [aSpeech({ speaker: '李四' })] });
      expect(words(await announced(store(), newer, newest))).toEqual(['reparsed']);
      await store().documents.withdraw(gone.id, 'asked for');
      expect(await store().reparses.rollBack(id)).toMatchObject({ state: 'rollingBack' });
      await switchAll();
      expect(await store().documents.pageResult(late.id)).toEqual(newest);
      expect(await store().speeches.ofDocument(gone.id)).toEqual([]);
      await followed(gone.id);
      await finish();
      expect(await store().reparses.report(id)).toMatchObject({ state: 'rolledBack', counts: { applied: 0, rolledBack: 0, overtaken: 3 } });
    });

    it('fences out a worker that has the document in hand, and may be done by two at once', async () => {
      const version = newVersion();
      const document = await parsed(store(), await pushed(store()));
      const done = await indexed(store(), document);
      const { id } = await compared(version, new Map([[document.id, result(version, { speeches: [aSpeech({ speaker: '张三' })] })]]));
      const claim = await taken(store(), announceStage, done);
      await store().reparses.apply(id, version);
      await Promise.all([switchAll(), switchAll()]);
      expect(await store().documents.announce([claim], 1)).toEqual([]);
      expect(await followed(document.id)).toEqual(['published']);
      expect((await steps(store(), document)).filter((step) => step === 'reparsed')).toHaveLength(1);
      await finish();
    });

    it('takes up a document that no parser has in hand only', async () => {
      const version = newVersion();
      const document = await pushed(store());
      await announced(store(), document);
      const { id } = await compared(version, new Map([[document.id, result(version, { speeches: [] })]]));
      const renewed = (await store().documents.acceptCapture(aCapture({ key: document.key }))).document;
      const claim = await taken(store(), parseStage, renewed);
      await store().reparses.apply(id, version);
      await switchAll();
      expect(await store().documents.saveParsed(claim, aPage(), 1)).toBe('saved');
      expect(await speechIds(document.id)).toHaveLength(1);
      await followed(document.id);
      await finish();
    });
  });

  describe('a run', () => {
    it('is applied and rolled back from the states alone in which that makes sense', async () => {
      const version = newVersion();
      const { id } = await store().reparses.start('all', version);
      await expect(store().reparses.apply(id, version)).rejects.toMatchObject({ state: 'comparing' });
      await store().reparses.comparedTo(await hold(), null);
      await expect(store().reparses.rollBack(id)).rejects.toMatchObject({ state: 'compared' });
      await expect(store().reparses.apply(id, 'another')).rejects.toThrow(/made by parser/);
      expect(await store().reparses.apply(id, version)).toMatchObject({ state: 'applying' });
      expect(await store().reparses.apply(id, version)).toMatchObject({ state: 'applying' });
      await expect(store().reparses.rollBack(id)).rejects.toMatchObject({ state: 'applying' });
      await expect(store().reparses.start('all', version)).rejects.toMatchObject({ state: 'applying' });
      await finish();
      expect(await store().reparses.apply(id, version)).toMatchObject({ state: 'applied' });
      const next = await store().reparses.start('all', version);
      expect(await report({ id })).toMatchObject({ state: 'applied' });
      const other = await store().reparses.start('outdated', version);
      expect(await report(next)).toMatchObject({ state: 'closed' });
      await store().reparses.comparedTo(await hold(), null);
      await store().reparses.apply(other.id, version);
      expect(await report({ id })).toMatchObject({ state: 'closed', examples: [] });
      await expect(store().reparses.rollBack(id)).rejects.toThrow(/not kept any more/);
      await finish();
      expect(await store().reparses.apply('nothing', version)).toBeNull();
      expect(await store().reparses.rollBack(randomUUID())).toBeNull();
      expect((await store().reparses.list()).map((run) => run.id).slice(0, 3)).toEqual([other.id, next.id, id]);
    });

    it('that is rolled back ends a dry run beside it, for one run is at work at a time', async () => {
      const version = newVersion();
      const first = await store().reparses.start('outdated', version);
      await store().reparses.comparedTo(await hold(), null);
      await store().reparses.apply(first.id, version);
      await finish();
      const second = await store().reparses.start('all', version);
      await store().reparses.rollBack(first.id);
      expect((await hold()).run.id).toBe(first.id);
      expect(await report(second)).toMatchObject({ state: 'closed' });
      await finish();
      expect(await store().reparses.hold(token)).toBeNull();
    });

    it('is given up when another parser version comes to go on with it', async () => {
      const run = await store().reparses.start('outdated', newVersion());
      await store().reparses.abandon(await hold());
      expect(await report(run)).toMatchObject({ state: 'closed', counts: { same: 0, changed: 0 } });
      expect(await store().reparses.hold(token)).toBeNull();
    });

    it('keeps its counts when its candidates are swept away', async () => {
      const document = await pushed(store());
      await announced(store(), document);
      const { id } = await compared(newVersion(), new Map([[document.id, result('x', { speeches: [] })]]));
      const before = await report({ id });
      await store().reparses.start('outdated', newVersion());
      while ((await store().reparses.sweep(7)) > 0);
      const { counts, kinds, state } = await report({ id });
      expect({ counts, kinds, state }).toEqual({ counts: before.counts, kinds: before.kinds, state: 'closed' });
      expect(await store().reparses.closeOld()).toBe(0);
    });
  });
}
