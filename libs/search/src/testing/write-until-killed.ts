import { writeSync } from 'node:fs';
import { openEmbeddedIndex } from '../embedded/embedded-index.js';
import { anEntry, idOf } from './builders.js';

/** A process to be killed: gives and withdraws speeches in the folder it is given, and prints the number and version of each change that was acknowledged. */
const [dataDir = '', run = '0'] = process.argv.slice(2);
const index = await openEmbeddedIndex({ dataDir });
for (let round = 1; ; round += 1) {
  const version = Number(run) * 1_000_000 + round;
  const numbers = Array.from({ length: 8 }, (_, lane) => 1 + ((round * 5 + lane) % 40));
  await index.upsert(numbers.map((number) => anEntry({ speechId: idOf(number), version, text: `第${version}版，`.repeat(200) })));
  for (const number of numbers) writeSync(1, `${number} ${version} given\n`);
  const [first = 1] = numbers;
  await index.withdraw([{ speechId: idOf(first), version }]);
  writeSync(1, `${first} ${version} withdrawn\n`);
}
