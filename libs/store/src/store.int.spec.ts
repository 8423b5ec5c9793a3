import { openTestStore } from './testing/open-test-store.js';
import { storeContract } from './testing/store-contract.js';

storeContract('embedded', () => openTestStore());
