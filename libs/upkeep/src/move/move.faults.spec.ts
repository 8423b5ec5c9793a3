import { moveContract } from '../testing/move.contract.js';
import { embeddedArchive } from '../testing/spec-archive.js';

moveContract('embedded engines to others in another folder', { source: embeddedArchive, target: embeddedArchive });
