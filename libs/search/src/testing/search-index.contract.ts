import { randomUUID } from 'node:crypto';
import type { SearchIndex } from '../search-index.js';
import { findingContract } from './finding.contract.js';
import { keepingContract } from './keeping.contract.js';
import { listingContract } from './listing.contract.js';

/**
 * The promises of SearchIndex, held against one adapter. Which speeches are found is exact; which comes first is asserted only where any BM25
 * agrees.
 * @param open opens the index at a place (a word for a folder, an index name …): empty the first time.
 */
export function searchIndexContract(name: string, open: (place: string) => Promise<SearchIndex>): void {
  describe(`the search index in ${name}`, () => {
    let opened: SearchIndex;
    const index = () => opened;

    beforeEach(async () => {
      opened = await open(randomUUID());
    });

    afterEach(() => opened.close());

    describe('keeps', () => keepingContract(index));
    describe('finds', () => findingContract(index));
    describe('lists', () => listingContract(index));
  });
}
