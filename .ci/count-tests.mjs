// Prints `passed failed` of one Jest report. Skipped and todo tests count as failed, and so does a suite that did not run.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const skipped = report.numPendingTests + report.numTodoTests;
const broken = report.numRuntimeErrorTestSuites + (report.numTotalTests === 0 ? 1 : 0);
console.log(`${report.numPassedTests} ${report.numFailedTests + skipped + broken}`);
