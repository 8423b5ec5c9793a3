import { fsckContract } from '../testing/fsck.contract.js';
import { embeddedArchive } from '../testing/spec-archive.js';

fsckContract('embedded engines', embeddedArchive);
