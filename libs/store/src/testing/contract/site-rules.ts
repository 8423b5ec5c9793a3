import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageResult, SiteRuleRecord } from '#domain';
import { siteOfUrl } from '#domain';
import { dataSourceFor } from '../../data-source.js';
import { migrations } from '../../migrations/index.js';
import { KnownRule, ruleSet, TooManyRules } from '../../site-rules.js';
import { aCapture, aPage } from '../builders.js';
import { announced, type GetStore, parsed, pushed } from './steps.js';

const evidence = { pages: 4, of: 5, characters: 200, sample: '本报编辑部设在河沿街九号' };
const newSite = () => `${randomUUID()}.example`;

export function siteRulesContract(store: GetStore): void {
  const added = (fields: Partial<SiteRuleRecord> = {}) =>
    store().siteRules.add({
      ...{ site: newSite(), effect: 'remove', selector: '.writer-box', note: null, origin: 'person', status: 'offered' },
      ...fields,
    });

  describe('a rule of a site', () => {
    it('waits as it was given until a person changes it, and goes when it is removed', async () => {
      const rule = await added({ note: '作者卡片' });
      expect(await store().siteRules.get(rule.id)).toEqual(rule);
      expect(rule).toMatchObject({ status: 'offered', note: '作者卡片', evidence: null, origin: 'person' });
      expect(await store().siteRules.setOf(rule.site)).toBeUndefined();
      const active = await store().siteRules.change(rule.id, { status: 'active' });
      expect(active).toMatchObject({ status: 'active', note: '作者卡片' });
      expect(active?.changedAt.getTime()).toBeGreaterThanOrEqual(rule.changedAt.getTime());
      expect(await store().siteRules.change(rule.id, { note: null })).toMatchObject({ status: 'active', note: null });
      expect(await store().siteRules.remove(rule.id)).toBe(true);
      expect(await store().siteRules.remove(rule.id)).toBe(false);
      expect([await store().siteRules.get(rule.id), await store().siteRules.change(rule.id, { status: 'off' })]).toEqual([null, null]);
      expect([await store().siteRules.get('nothing'), await store().siteRules.remove('nothing')]).toEqual([null, false]);
    });

    it('is there once, and says so to who adds it again', async () => {
      const rule = await added();
      await expect(added({ site: rule.site, status: 'active' })).rejects.toThrow(KnownRule);
      await expect(added({ site: rule.site })).rejects.toMatchObject({ rule: { id: rule.id, status: 'offered' } });
      expect(await added({ site: rule.site, effect: 'content' })).toMatchObject({ site: rule.site });
    });

    it('is listed by site and status, those that wait first', async () => {
      const site = newSite();
      const off = await added({ site, selector: '.a', status: 'off' });
      const active = await added({ site, selector: '.b', status: 'active' });
      const offered = await added({ site, selector: '.c' });
      const ids = async (filter: Parameters<ReturnType<GetStore>['siteRules']['list']>[0]) =>
        (await store().siteRules.list(filter)).map(({ id }) => id);
      expect(await ids({ site })).toEqual([offered.id, active.id, off.id]);
      expect(await ids({ site, status: 'off' })).toEqual([off.id]);
      expect(await ids({ status: 'offered' })).toContain(offered.id);
      expect(await ids({ site: 'nobody.example' })).toEqual([]);
    });

    it('is one of forty in force at most', async () => {
      const site = newSite();
      for (let at = 0; at < 40; at += 1) await added({ site, selector: `.c${at}`, status: 'active' });
      await expect(added({ site, status: 'active' })).rejects.toThrow(TooManyRules);
      const waiting = await added({ site });
      await expect(store().siteRules.change(waiting.id, { status: 'active' })).rejects.toThrow(/40 rules in force/);
      const [first] = await store().siteRules.list({ site, status: 'active' });
      expect(await store().siteRules.change(first?.id ?? '', { status: 'active' })).toMatchObject({ status: 'active' });
      await store().siteRules.change(first?.id ?? '', { status: 'off' });
      expect(await store().siteRules.change(waiting.id, { status: 'active' })).toMatchObject({ status: 'active' });
    });
  });

  describe('the rules in force', () => {
    it('are a set whose name follows from them alone', async () => {
      const [one, two] = [newSite(), newSite()];
      for (const site of [one, two]) {
        const selectors = site === one ? ['.a', '.b'] : ['.b', '.a'];
        for (const selector of selectors) await added({ site, selector, status: 'active' });
        await added({ site, selector: '.waits' });
      }
      const set = await store().siteRules.setOf(one);
      expect(set?.rules).toEqual(['.a', '.b'].map((selector) => ({ effect: 'remove', selector })));
      expect(await store().siteRules.setOf(two)).toEqual(set);
      expect((await store().siteRules.setNames())[one]).toBe(set?.set);
      expect(ruleSet([{ effect: 'content', selector: '.a' }]).set).not.toBe(ruleSet([{ effect: 'remove', selector: '.a' }]).set);
      expect(await store().siteRules.setOf(null)).toBeUndefined();
    });
  });

  describe('what was learned', () => {
    it('is offered once: evidence is renewed while it waits, and what a person decided stays', async () => {
      const site = newSite();
      const learned = { effect: 'remove', selector: '.card', evidence } as const;
      const [rule] = await store().siteRules.offer(site, [learned]);
      expect(rule).toMatchObject({ site, origin: 'learned', status: 'offered', evidence });
      const [again] = await store().siteRules.offer(site, [{ ...learned, evidence: { ...evidence, pages: 9 } }]);
      expect(again).toMatchObject({ id: rule?.id, evidence: { pages: 9 } });
      for (const status of ['off', 'active'] as const) {
        await store().siteRules.change(rule?.id ?? '', { status });
        expect(await store().siteRules.offer(site, [learned])).toEqual([]);
        expect(await store().siteRules.get(rule?.id ?? '')).toMatchObject({ status, evidence: { pages: 9 } });
      }
      expect(await store().siteRules.offer(site, [])).toEqual([]);
    });
  });

  describe('the captures of a site', () => {
    it('are the newest of its documents that are not withdrawn', async () => {
      const site = newSite();
      const at = (page: number, body = `${site} ${page}`) =>
        aCapture({ key: `https://www.${site}/${page}`, url: `https://www.${site}/${page}`, body });
      const [one, two, gone] = [await pushed(store(), at(1)), await pushed(store(), at(2)), await pushed(store(), at(3))];
      // Arrivals of one millisecond have no order.
      await sleep(3);
      const newer = at(1, 'newer');
      await pushed(store(), newer);
      await store().documents.withdraw(gone.id, 'no');
      const captures = await store().siteRules.captures(site, 10);
      expect(captures.map(({ documentId }) => documentId)).toEqual([one.id, two.id]);
      expect(captures[0]).toMatchObject({ sha256: newer.sha256, url: `https://www.${site}/1`, contentType: newer.contentType });
      expect(await store().siteRules.captures(site, 1)).toHaveLength(1);
      expect(await store().siteRules.captures(`www.${site}`, 10)).toEqual([]);
    });

    it('are known by their addresses to an archive from before as well', async () => {
      const urls = [
        'https://www.a-b.example/x?y#z',
        'http://M.Town.example:8080/',
        'https://user@wap.c.example',
        'http://[::1]:80/a',
        'https://例子.example/甲',
      ];
      const documents = await Promise.all(
        urls.map((url) => pushed(store(), aCapture({ url: new URL(url).href, key: `${url} ${randomUUID()}` }))),
      );
      const nameless = await pushed(store());
      const dataSource = await dataSourceFor(store().connectionUrl, {
        poolSize: 2,
        statementTimeoutMs: 0,
        applicationName: 'rostra-spec',
      }).initialize();
      try {
        const later = migrations.length - migrations.findIndex(({ name }) => name === 'AddSiteRules1764350000000');
        for (let left = later; left > 0; left -= 1) await dataSource.undoLastMigration();
        await dataSource.runMigrations();
      } finally {
        await dataSource.destroy();
      }
      const sites = await Promise.all([...documents, nameless].map(async ({ id }) => (await store().documents.captureOf(id, 1))?.site));
      expect(sites).toEqual([...urls.map(siteOfUrl), null]);
    });
  });

  describe('reparses and rules', () => {
    const page = (version: string, set?: string): PageResult =>
      aPage({ parserVersion: version, ...(set && { siteRules: { set, rules: [] } }) });
    const token = randomUUID();

    async function outdated(version: string, site: string | null): Promise<string[]> {
      const run = await store().reparses.start('outdated', version, site);
      expect(run.site).toBe(site);
      const held = await store().reparses.hold(token);
      if (!held) throw new Error('No run is at work');
      const tasks = await store().reparses.toCompare(held, 1_000);
      await store().reparses.comparedTo(held, null);
      if (site !== null) expect(tasks).toHaveLength(run.total);
      return tasks.map(({ documentId }) => documentId);
    }

    it('finds what was parsed with other rules than those in force, on one site or all', async () => {
      const version = `3.0.0-${randomUUID()}`;
      const [site, other] = [newSite(), newSite()];
      const on = (host: string, at: number) => aCapture({ url: `https://${host}/${at}`, key: `https://${host}/${at}` });
      const { site: ruled } = await added({ site, status: 'active' });
      const set = (await store().siteRules.setOf(ruled))?.set;
      const [plain, fresh, stale] = [
        await pushed(store(), on(site, 1)),
        await pushed(store(), on(site, 2)),
        await pushed(store(), on(site, 3)),
      ];
      await announced(store(), plain, page(version));
      await announced(store(), fresh, page(version, set));
      await parsed(store(), stale, page(version, 'another'));
      const elsewhere = await pushed(store(), on(other, 1));
      await announced(store(), elsewhere, page(version));
      const older = await pushed(store(), on(other, 2));
      await announced(store(), older, page('older'));
      expect((await outdated(version, site)).toSorted()).toEqual([plain.id, stale.id].toSorted());
      expect(await outdated(version, other)).toEqual([older.id]);
      const all = await outdated(version, null);
      expect(all).toEqual(expect.arrayContaining([plain.id, stale.id, older.id]));
      expect(all).not.toContain(fresh.id);
      const [rule] = await store().siteRules.list({ site });
      await store().siteRules.change(rule?.id ?? '', { status: 'off' });
      expect((await outdated(version, site)).toSorted()).toEqual([fresh.id, stale.id].toSorted());
    });
  });
}
