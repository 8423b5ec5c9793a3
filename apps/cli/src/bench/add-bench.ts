import { type Command, Option } from 'commander';
import { EXIT } from '../exit.js';
import { JSON_FLAG, type Running, wholeNumber } from '../running.js';

/** The commands that measure, and the hidden ones of the processes they start. */
export function addBench(program: Command, running: Running): void {
  const bench = program.command('bench').description('measure this machine').helpCommand(false);
  bench
    .command('ingest')
    .description('push generated pages through the whole flow of a server of its own')
    .addOption(
      new Option('--on <engines>', 'pages are pushed to one process (embedded), or given by URL to five on servers beside a bare loop')
        .choices(['embedded', 'servers', 'both'])
        .default('embedded'),
    )
    .option('--pages <number>', 'pages of a round', wholeNumber(1, 1_000_000), 1_000)
    .option('--rounds <number>', 'rounds, each on an empty archive', wholeNumber(1, 100), 1)
    .option('--seed <number>', 'seed of the generator', wholeNumber(0), 1)
    .option('--characters <number>', 'characters of a page that is pushed', wholeNumber(500, 1_000_000), 8_000)
    .option('--bytes <number>', 'size of a page that is given by its URL', wholeNumber(4_000, 4_000_000), 20_000)
    .option('--services <folder>', 'servers that scripts/services.sh has started there, instead of some of its own')
    .action(async ({ on, pages, rounds, seed, characters, bytes, services }) => {
      const { output, notes, end } = running;
      if (on === 'embedded') {
        const { benchIngest } = await import('./ingest.js');
        end(await benchIngest({ pages, rounds, seed, characters, output, notes }));
        return;
      }
      const { benchServers } = await import('./servers/bench-servers.js');
      end(await benchServers({ pages, bytes, rounds, seed, embedded: on === 'both', services: services ?? null, output, notes }));
    });
  bench
    .command('parse')
    .description('measure the parser beside its JavaScript peers: quality, speed, memory, one long page')
    .option('--data <folder>', 'clone of github.com/scrapinghub/article-extraction-benchmark, for pages with a known text')
    .option('--rounds <number>', 'rounds, each in a process of its own', wholeNumber(1, 100), 3)
    .option('--pages <number>', 'pages of one process for the figures of memory', wholeNumber(1_000, 1_000_000), 10_000)
    .option('--seed <number>', 'seed of the generator', wholeNumber(0), 1)
    .option(...JSON_FLAG)
    .action(async ({ data, rounds, pages, seed, json }) => {
      const { benchParse } = await import('./parse/bench-parse.js');
      const { output, notes, end } = running;
      end(await benchParse({ data: data ?? null, rounds, pages, seed, json: json ?? false, output, notes }));
    });
  bench
    .command('extractor', { hidden: true })
    .description('the process of one extractor: paths on standard input, one line of JSON per page')
    .argument('<name>')
    .action(async (name: string) => {
      const { serveExtractor } = await import('./parse/extractor-process.js');
      running.end(await serveExtractor(name, running.output));
    });
  addBenchParts(bench, running);
}

/** Processes of `bench ingest` on servers, each with its own processor time. */
function addBenchParts(bench: Command, { output, end }: Running): void {
  const part = (name: string, description: string) =>
    bench
      .command(name, { hidden: true })
      .description(description)
      .requiredOption('--pages <number>', 'pages of the site', wholeNumber(1))
      .requiredOption('--seed <number>', 'seed of the generator', wholeNumber(0))
      .requiredOption('--bytes <number>', 'size of a page', wholeNumber(1));
  part('site', 'serves the pages').action(async (request) => {
    const { serveSite } = await import('./servers/site.js');
    end(await serveSite(request, output));
  });
  part('bare', 'fetches, reads and indexes the pages with nothing around')
    .requiredOption('--site <url>', 'address of the site')
    .action(async (request) => {
      const { runBareLoop } = await import('./servers/bare-loop.js');
      const { tellFigures } = await import('./servers/parts.js');
      await tellFigures(output, await runBareLoop(request));
      end(EXIT.done);
    });
  part('stages', 'does each kind of work alone')
    .requiredOption('--site <url>', 'address of the site')
    .action(async (request) => {
      const { runStages } = await import('./servers/stages.js');
      const { tellFigures } = await import('./servers/parts.js');
      await tellFigures(output, await runStages(request));
      end(EXIT.done);
    });
}
