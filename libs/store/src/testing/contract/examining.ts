import type { DocumentRecord } from '#domain';
import { announceStage, indexStage, parseStage } from '#stages';
import { ROW_FAULT_KINDS, type RowFaultKind } from '../../examination/faults.js';
import { aCapture, aPage, aSpeech } from '../builders.js';
import { administer } from '../open-server-store.js';
import { announced, current, type GetStore, parsed, pushed, taken } from './steps.js';

export function examiningContract(store: GetStore): void {
  describe('examining its rows', () => {
    const plant = (...statements: readonly string[]) => administer(store().connectionUrl, ...statements);
    const found = async (kind: RowFaultKind) => (await store().examination.faults(kind)).map(({ id }) => id);
    const speechOf = async ({ id }: DocumentRecord) => (await store().speeches.ofDocument(id))[0]?.id ?? '';
    const atRest = async () => {
      const document = await pushed(store());
      const events = await announced(store(), document);
      return { document, speech: await speechOf(document), sequence: events[0]?.sequence ?? 0 };
    };
    /** As the rooms would go on with it. */
    const goesThrough = async (document: DocumentRecord) => {
      const now = await current(store(), document);
      if (now.stage === 'fetched') await parsed(store(), now);
      await store().documents.saveIndexed([await taken(store(), indexStage, now)], 1);
      return store().documents.announce([await taken(store(), announceStage, now)], 1);
    };

    it('finds nothing wrong in what the other specs have left, whatever state it is in', async () => {
      const faults = await Promise.all(ROW_FAULT_KINDS.map(async (kind) => [kind, await store().examination.faults(kind)] as const));
      expect(faults.filter(([, rows]) => rows.length > 0)).toEqual([]);
    });

    it.each<[RowFaultKind, (id: string, speech: string) => string[]]>([
      ['document-result', (id) => [`delete from page_results where document_id = '${id}'`]],
      ['document-result', (id) => [`update documents set speech_count = 7 where id = '${id}'`]],
      ['document-result', (id) => [`update page_results set revision = 9 where document_id = '${id}'`]],
      ['document-result', (_id, speech) => [`update speeches set version = version + 100000 where id = '${speech}'`]],
      ['document-unannounced', (id) => [`update documents set announced_revision = 0 where id = '${id}'`]],
      ['document-unannounced', (_id, speech) => [`update speeches set announced_result_hash = 'other' where id = '${speech}'`]],
    ])('finds %s, sets the document back, and is content with what the rooms make of it', async (kind, damage) => {
      const { document, speech } = await atRest();
      await plant(...damage(document.id, speech));
      expect(await found(kind)).toEqual([document.id]);
      expect(await store().examination.mend(kind, [document.id])).toEqual([document.id]);
      expect(await found(kind)).toEqual([]);
      await goesThrough(document);
      expect(await found(kind)).toEqual([]);
      expect(await store().speeches.get(speech)).toMatchObject({ id: speech });
    });

    it('leaves a document to the worker that has it in hand', async () => {
      const document = await parsed(store(), await pushed(store()));
      await taken(store(), indexStage, document);
      await plant(`update documents set speech_count = 7 where id = '${document.id}'`);
      expect(await store().examination.mend('document-result', [document.id])).toEqual([]);
      await plant(`update documents set speech_count = 1 where id = '${document.id}'`);
    });

    it('mends what contradicts no more no more', async () => {
      const { document } = await atRest();
      for (const kind of ROW_FAULT_KINDS.filter((kind) => kind.startsWith('document-'))) {
        expect(await store().examination.mend(kind, [document.id])).toEqual([]);
      }
      expect(await current(store(), document)).toMatchObject({ stage: 'announced' });
    });

    it('finds an event that is missing with the gap it leaves, and has it told again at the end of the log', async () => {
      const { document, speech, sequence } = await atRest();
      await atRest();
      await plant(`delete from events where sequence = ${sequence}`);
      expect([await found('event-missing'), await found('event-gap')]).toEqual([[speech], [String(sequence)]]);
      expect(await store().examination.mend('event-missing', [speech])).toEqual([speech]);
      expect(await goesThrough(document)).toMatchObject([{ type: 'rostra.speech.published', speechId: speech }]);
      expect(await found('event-missing')).toEqual([]);
      expect(await store().examination.mend('event-gap', [String(sequence)])).toEqual([String(sequence)]);
      expect(await found('event-gap')).toEqual([]);
      await plant(`update events set sequence = ${sequence} where sequence = (select max(sequence) from events)`);
      await plant('update event_counter set value = (select max(sequence) from events)');
    });

    it('never has a speech published twice: a lost revision is told as one', async () => {
      const document = await pushed(store());
      await announced(store(), document);
      const { document: newer } = await store().documents.acceptCapture(aCapture({ key: document.key, body: 'newer body' }));
      const page = aPage({ speeches: [aSpeech({ text: '一、新的稿子\n全文改过了。' })] });
      const [revised] = await announced(store(), newer, page);
      expect(revised?.type).toBe('rostra.speech.revised');
      await plant(`delete from events where sequence = ${revised?.sequence}`, 'update event_counter set value = value - 1');
      const speech = await speechOf(document);
      expect(await store().examination.mend('event-missing', await found('event-missing'))).toEqual([speech]);
      expect(await goesThrough(newer)).toMatchObject([{ type: 'rostra.speech.revised', speechId: speech }]);
    });

    it('tells of a lost withdrawal again', async () => {
      const { document, speech } = await atRest();
      await store().documents.withdraw(document.id, 'Taken back.');
      const [gone] = await goesThrough(document);
      await plant(`delete from events where sequence = ${gone?.sequence}`, 'update event_counter set value = value - 1');
      expect(await store().examination.mend('event-missing', [speech])).toEqual([speech]);
      expect(await goesThrough(document)).toMatchObject([{ type: 'rostra.speech.withdrawn', speechId: speech }]);
      expect(await found('event-missing')).toEqual([]);
    });

    it('finds an event of a speech nobody knows', async () => {
      const last = await store().events.last();
      await plant(
        `insert into events (sequence, id, type, speech_id, data) values (${last + 1}, 'x', 'rostra.speech.published', gen_random_uuid(), '{}')`,
      );
      expect(await found('event-unknown-speech')).toEqual([String(last + 1)]);
      expect(await found('counter-behind')).toEqual(['counter']);
      expect(await store().examination.mend('counter-behind', ['counter'])).toEqual(['counter']);
      expect([await found('counter-behind'), await store().events.last()]).toEqual([[], last + 1]);
      await plant(`delete from events where id = 'x'`);
      expect(await found('counter-ahead')).toEqual(['counter']);
      expect(await store().examination.mend('counter-ahead', ['counter'])).toEqual(['counter']);
      expect(await found('counter-ahead')).toEqual([]);
      await atRest();
      expect(await found('event-gap')).toEqual([]);
    });

    it('finds a counter that is gone, and a number that was given twice', async () => {
      const { sequence } = await atRest();
      await plant('delete from event_counter');
      expect(await store().examination.mend('counter-behind', ['counter'])).toEqual(['counter']);
      expect(await store().events.last()).toBe(sequence);
      await plant(
        'alter table events drop constraint events_pk',
        `insert into events (sequence, id, type, speech_id, data) select sequence, 'twin', type, speech_id, data from events where sequence = ${sequence}`,
      );
      expect(await found('event-duplicate')).toEqual([String(sequence)]);
      expect(await store().examination.mend('event-duplicate', [String(sequence)])).toEqual([String(sequence)]);
      expect([await found('event-duplicate'), await found('event-gap'), await store().events.last()]).toEqual([[], [], sequence + 1]);
      const [first, other] = await store().events.after(sequence - 1, 10);
      expect([first?.sequence, other?.sequence, [first?.id, other?.id].includes('twin')]).toEqual([sequence, sequence + 1, true]);
      await plant('alter table events add constraint events_pk primary key (sequence)');
    });

    it('finds wake-ups of documents that do not exist, and drops them', async () => {
      await plant(`insert into outbox (room, document_id, revision) values ('parser', gen_random_uuid(), 1)`);
      const orphans = await found('outbox-orphan');
      expect(orphans).toHaveLength(1);
      expect(await store().examination.mend('outbox-orphan', orphans)).toEqual(orphans);
      expect(await found('outbox-orphan')).toEqual([]);
    });

    it('finds a hold that ran out long ago, and wakes the room', async () => {
      const document = await pushed(store());
      await taken(store(), parseStage, document);
      await plant(`update documents set lease_until = now() - interval '1 hour' where id = '${document.id}'`);
      expect(await found('document-lease')).toEqual([document.id]);
      expect(await store().examination.mend('document-lease', [document.id])).toEqual([document.id]);
      expect(await found('document-lease')).toEqual([]);
      expect(await taken(store(), parseStage, document)).toMatchObject({ suspect: true, crashes: 0 });
    });

    it('finds text of a withdrawn document, and takes it away', async () => {
      const { document, speech } = await atRest();
      await plant(`update documents set state = 'withdrawn', reason = 'Taken back.' where id = '${document.id}'`);
      expect(await found('withdrawn-remains')).toEqual([document.id]);
      expect(await store().examination.mend('withdrawn-remains', [document.id])).toEqual([document.id]);
      expect(await store().speeches.get(speech)).toBeNull();
      expect(await goesThrough(document)).toMatchObject([{ type: 'rostra.speech.withdrawn', data: { reason: 'Taken back.' } }]);
      expect(await found('withdrawn-remains')).toEqual([]);
    });

    it('finds a document without the capture it stands on', async () => {
      const { document } = await atRest();
      await plant(`update documents set sha256 = 'other' where id = '${document.id}'`);
      expect(await found('document-capture')).toEqual([document.id]);
      await plant(`update documents d set sha256 = c.sha256 from captures c where c.document_id = d.id and d.id = '${document.id}'`);
    });

    it('tells bodies that are kept from those that are leaving or have to be gone', async () => {
      const { document } = await atRest();
      const [capture] = await store().documents.captures(document.id);
      const sha256 = capture?.sha256 ?? '';
      const fate = async () => (await store().examination.bodies([sha256, 'unknown'])).map((body) => body.fate);
      expect(await fate()).toEqual(['kept']);
      await store().documents.withdraw(document.id, 'Taken back.');
      expect(await fate()).toEqual(['leaving']);
      await goesThrough(document);
      expect(await fate()).toEqual(['gone']);
    });

    it('pages through all bodies in the order of their names', async () => {
      const all = (await store().examination.bodiesAfter(null, 10_000)).map(({ sha256 }) => sha256);
      const paged: string[] = [];
      for (let after: string | null = null; ; ) {
        const page: string[] = (await store().examination.bodiesAfter(after, 3)).map(({ sha256 }) => sha256);
        paged.push(...page);
        if (page.length < 3) break;
        after = page.at(-1) ?? null;
      }
      expect(paged).toEqual(all);
      expect(all.length).toBeGreaterThan(5);
    });
  });
}
