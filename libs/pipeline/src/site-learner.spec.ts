import type { SiteRuleDeps } from './site-rules.js';
import { SiteLearner } from './site-learner.js';

/** A learner over an archive without captures, and the sites it has looked at. */
function learner(fail: (site: string) => boolean = () => false) {
  const looked: string[] = [];
  const troubles: unknown[] = [];
  const captures = async (site: string) => {
    looked.push(site);
    if (fail(site)) throw new Error('away');
    return [];
  };
  const deps: SiteRuleDeps = {
    siteRules: { captures, setOf: async () => undefined, offer: async () => [] },
    blobs: { read: async () => new Uint8Array() },
    parser: { parse: () => Promise.reject(new Error('not asked')), learnRules: async () => [] },
  };
  const own = new SiteLearner(deps, (error) => troubles.push(error));
  const see = (site: string, pages: number) => {
    for (let page = 0; page < pages; page += 1) own.seen(site);
  };
  return { own, see, looked, troubles, rest: () => new Promise((resolve) => setImmediate(resolve)) };
}

describe('the learner', () => {
  it('looks at a site after twenty-five of its pages, and then after twice as many each time', async () => {
    const { see, looked, rest } = learner();
    see('a.example', 24);
    see('b.example', 24);
    await rest();
    expect(looked).toEqual([]);
    see('a.example', 1);
    await rest();
    expect(looked).toEqual(['a.example']);
    see('a.example', 49);
    await rest();
    expect(looked).toEqual(['a.example']);
    see('a.example', 1);
    see('b.example', 1);
    await rest();
    expect(looked).toEqual(['a.example', 'a.example', 'b.example']);
  });

  it('goes on after a look that failed, and tells of it', async () => {
    const { see, looked, troubles, rest } = learner((site) => site === 'a.example');
    see('a.example', 25);
    see('b.example', 25);
    await rest();
    expect(looked).toEqual(['a.example', 'b.example']);
    expect(troubles).toEqual([new Error('away')]);
  });

  it('begins no look once it is closed', async () => {
    const { own, see, looked, rest } = learner();
    see('a.example', 24);
    await own.close();
    see('a.example', 1);
    await rest();
    expect(looked).toEqual([]);
  });
});
