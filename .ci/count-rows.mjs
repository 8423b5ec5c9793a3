// Prints `passed failed` of a run of the fault harness; a run without rows counts as failed.
import { readFileSync } from 'node:fs';

const { passed, failed } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(`${passed} ${failed + (passed + failed === 0 ? 1 : 0)}`);
