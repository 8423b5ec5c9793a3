import type { Store } from '../store.js';
import { acceptingContract } from './contract/accepting.js';
import { announcingContract } from './contract/announcing.js';
import { backingOutContract } from './contract/backing-out.js';
import { claimingContract } from './contract/claiming.js';
import { examiningContract } from './contract/examining.js';
import { parsingContract } from './contract/parsing.js';
import { readingContract } from './contract/reading.js';
import { reparsingContract } from './contract/reparsing.js';
import { schemaContract } from './contract/schema.js';
import { siteRulesContract } from './contract/site-rules.js';
import { troubleContract } from './contract/trouble.js';

/** What every engine behind the store has to fulfil. `open` gives a store on an empty database of its own. */
export function storeContract(name: string, open: () => Promise<{ store: Store; close(): Promise<void> }>): void {
  describe(`the store, ${name}`, () => {
    let opened: { store: Store; close(): Promise<void> };
    beforeAll(async () => {
      opened = await open();
    }, 60_000);
    afterAll(() => opened.close(), 30_000);

    const store = () => opened.store;
    schemaContract(store);
    acceptingContract(store);
    claimingContract(store);
    parsingContract(store);
    announcingContract(store);
    troubleContract(store);
    readingContract(store);
    reparsingContract(store);
    siteRulesContract(store);
    examiningContract(store);
    backingOutContract(store);
  });
}
