import { Command, Option } from 'commander';
import { addBench } from './bench/add-bench.js';
import { EXIT, Failure } from './exit.js';
import { JSON_FLAG, type Running, wholeNumber } from './running.js';
import { serverAddress } from './server/address.js';
import { addUpkeep } from './upkeep/add-upkeep.js';

/** The command line. Parsing it runs the action; it throws CommanderError for wrong arguments and Failure for everything expected. */
export function buildProgram(running: Running): Command {
  const program = new Command('rostra')
    .description('An archive of speeches: scraped pages in, searchable and subscribable speeches out.')
    .version(running.version)
    .exitOverride()
    .showHelpAfterError('Add --help to see what is possible.')
    .helpCommand(false);
  addIngest(program, running);
  addParse(program, running);
  addSearch(program, running);
  addWatch(program, running);
  addQueues(program, running);
  addFailures(program, running);
  addReparse(program, running);
  addRules(program, running);
  addUpkeep(program, running);
  addDoctor(program, running);
  addBench(program, running);
  return program;
}

const ALL_FLAG = ['--all', 'take every file of a folder, not only those that may hold speeches'] as const;

const serverOption = ({ settings }: Running): Option =>
  new Option('--server <url>', 'address of the running Rostra').default(settings.server);

async function serverOf(given: string, { settings }: Running) {
  const { Server } = await import('./server/server.js');
  const { keyOfLocalServer } = await import('./server/local-key.js');
  const address = serverAddress(given);
  if (address === null) throw new Failure(EXIT.usage, `${given} is no address of a server. Give one such as http://127.0.0.1:3000.`);
  return new Server(address, settings.adminKey ?? (await keyOfLocalServer(address, settings.dataDir)));
}

const several = (given: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), given];

function addIngest(program: Command, running: Running): void {
  program
    .command('ingest')
    .description('push files, folders and web addresses, and wait until each is searchable')
    .argument('<inputs...>', 'files, folders, http(s) addresses')
    .addOption(serverOption(running))
    .option(...ALL_FLAG)
    .option('--no-wait', 'end when everything is safely kept')
    .option('-c, --concurrency <number>', 'uploads at the same time', wholeNumber(1, 64), 4)
    .option(
      '--timeout <seconds>',
      'stop waiting when nothing has come through for so long, even while the server is away',
      wholeNumber(1),
      120,
    )
    .option('--url <url>', 'address the file was captured at, for a single file')
    .option(...JSON_FLAG)
    .action(async (inputs: string[], { server, all, wait, concurrency, timeout, url, json }) => {
      const { ingest } = await import('./commands/ingest.js');
      const { output, notes, end } = running;
      end(
        await ingest(inputs, {
          server: await serverOf(server, running),
          all: all ?? false,
          wait,
          concurrency,
          timeout,
          url: url ?? null,
          json: json ?? false,
          output,
          notes,
        }),
      );
    });
}

function addParse(program: Command, running: Running): void {
  program
    .command('parse')
    .description('parse pages without a server: one JSON line per input')
    .argument('[inputs...]', 'files, folders, or - for standard input')
    .addOption(new Option('--format <format>', 'how to print').choices(['json', 'markdown', 'text']).default('json'))
    .option('--url <url>', 'address the page was captured at')
    .option('--content-type <type>', 'content type it was sent with')
    .option('--stdin-paths', 'read paths from standard input, one per line')
    .option(...ALL_FLAG)
    .option('--extract', 'print {id, text, ms} per input, as extraction benches want it')
    .action(async (inputs: string[], { format, url, contentType, stdinPaths, all, extract }, command: Command) => {
      if (inputs.length === 0 && !stdinPaths) command.error("error: missing required argument 'inputs'");
      const { parse } = await import('./commands/parse.js');
      const { output, notes, end } = running;
      const known = { url: url ?? null, contentType: contentType ?? null };
      end(
        await parse(inputs, {
          format,
          ...known,
          stdinPaths: stdinPaths ?? false,
          all: all ?? false,
          extract: extract ?? false,
          output,
          notes,
        }),
      );
    });
}

function addSearch(program: Command, running: Running): void {
  program
    .command('search')
    .description('find speeches; the query language is that of the search box')
    .argument('<query...>', 'words and phrases, joined by blanks')
    .addOption(serverOption(running))
    .option('--from <date>', 'delivered in or after: 2021, 2021-03 or 2021-03-15')
    .option('--to <date>', 'delivered in or before')
    .option('--site <site>', 'from this site; may be repeated', several)
    .option('--kind <kind>', 'speech, lecture, report …; may be repeated', several)
    .option('--year <year>', 'of this year; may be repeated', several)
    .option('--under <heading>', 'inside a section whose heading has this text')
    .addOption(new Option('--sort <order>', 'order of the hits').choices(['relevance', 'newest', 'oldest']))
    .option('--size <number>', 'hits to show', wholeNumber(1, 100), 10)
    .option('--cursor <cursor>', 'go on behind an earlier answer')
    .option(...JSON_FLAG)
    .action(async (words: string[], { server, json, ...filters }) => {
      const { search } = await import('./commands/search.js');
      running.end(
        await search(words.join(' '), { server: await serverOf(server, running), json: json ?? false, filters, output: running.output }),
      );
    });
}

function addWatch(program: Command, running: Running): void {
  program
    .command('watch')
    .description('print events as they come')
    .addOption(serverOption(running))
    .option('--after <number>', 'begin behind this sequence number; 0 is the whole log', wholeNumber(0))
    .option('-n, --count <number>', 'end after so many events', wholeNumber(1))
    .option(...JSON_FLAG)
    .action(async ({ server, after, count, json }) => {
      const { watch } = await import('./commands/watch.js');
      const { output, notes, end } = running;
      end(
        await watch({
          server: await serverOf(server, running),
          after: after ?? null,
          count: count ?? null,
          json: json ?? false,
          output,
          notes,
        }),
      );
    });
}

function addQueues(program: Command, running: Running): void {
  program
    .command('queues')
    .description('show what waits, runs and failed in each stage')
    .addOption(serverOption(running))
    .option('-w, --watch', 'show it again every second')
    .option(...JSON_FLAG)
    .action(async ({ server, watch, json }) => {
      const { queues } = await import('./commands/queues.js');
      running.end(
        await queues({
          server: await serverOf(server, running),
          watch: watch ?? false,
          json: json ?? false,
          output: running.output,
          notes: running.notes,
        }),
      );
    });
}

function addFailures(program: Command, running: Running): void {
  const failures = program
    .command('failures')
    .description('show what is not tried again by itself, grouped by what went wrong')
    .addOption(serverOption(running))
    .option(...JSON_FLAG)
    .action(async ({ server, json }) => {
      const { listFailures } = await import('./commands/failures.js');
      running.end(await listFailures({ server: await serverOf(server, running), json: json ?? false, output: running.output }));
    });
  for (const [verb, description] of [
    ['retry', 'try all documents of a group again'],
    ['discard', 'discard a group: nobody tries its documents again'],
  ] as const) {
    failures
      .command(verb)
      .description(description)
      .argument('<group>')
      .action(async (group: string, _options, command: Command) => {
        const { changeFailures } = await import('./commands/failures.js');
        const { server, json } = command.optsWithGlobals();
        running.end(
          await changeFailures(verb, group, { server: await serverOf(server, running), json: json ?? false, output: running.output }),
        );
      });
  }
}

function addReparse(program: Command, running: Running): void {
  program
    .command('reparse')
    .description('bring a new parser version to the stored captures: look first, then apply, and back if need be')
    .addOption(serverOption(running))
    .addOption(new Option('--dry-run', 'compare; changes nothing that readers see').conflicts(['apply', 'rollback']))
    .option('--all', 'compare every document, not only those of another parser version or other site rules')
    .option('--site <site>', 'documents of this site only')
    .addOption(new Option('--apply [run]', 'switch to the results of the dry run').conflicts(['rollback', 'all']))
    .addOption(new Option('--rollback [run]', 'put back what the applied run has replaced').conflicts('all'))
    .option(...JSON_FLAG)
    .action(async ({ server, dryRun, all, site, apply, rollback, json }, command: Command) => {
      if (all && !dryRun) command.error('error: --all goes with --dry-run');
      if (site && !dryRun) command.error('error: --site goes with --dry-run');
      const { reparse } = await import('./commands/reparse.js');
      const { output, notes, end } = running;
      const verb = dryRun ? 'dry-run' : apply ? 'apply' : rollback ? 'rollback' : null;
      const run = [apply, rollback].find((given) => typeof given === 'string') ?? null;
      const scope = { all: all ?? false, site: site ?? null };
      end(await reparse({ server: await serverOf(server, running), verb, run, ...scope, json: json ?? false, output, notes }));
    });
}

const EFFECTS = ['remove', 'content', 'title', 'date', 'speaker'];

function addRules(program: Command, running: Running): void {
  const rules = program
    .command('rules')
    .description('rules for the pages of a site: what to take out of them, and where their content stands')
    .addOption(serverOption(running))
    .option(...JSON_FLAG)
    .helpCommand(false);
  const optionsOf = async (command: Command) => {
    const { server, json } = command.optsWithGlobals();
    return { server: await serverOf(server, running), json: json ?? false, output: running.output };
  };
  const effectOption = new Option('--effect <effect>', 'what to do with the elements').choices(EFFECTS).default('remove');
  const { end } = running;
  rules
    .command('list', { isDefault: true })
    .description('list rules, those that wait for you first')
    .option('--site <site>', 'of this site')
    .addOption(new Option('--status <status>', 'with this status').choices(['offered', 'active', 'off']))
    .action(async (filter, command: Command) => {
      const { listRules } = await import('./commands/rules.js');
      end(await listRules(filter, await optionsOf(command)));
    });
  rules
    .command('add')
    .description('add a rule, which waits until it is accepted')
    .argument('<site>', 'host of the site, or the address of a page of it')
    .argument('<selector>', 'CSS selector, such as .author-card')
    .addOption(effectOption)
    .option('--note <text>', 'why it is there')
    .action(async (site: string, selector: string, { effect, note }, command: Command) => {
      const { addRule } = await import('./commands/rules.js');
      end(await addRule({ site, selector, effect }, note ?? null, await optionsOf(command)));
    });
  rules
    .command('preview')
    .description('show what a rule would change on stored pages')
    .argument('<rule-or-site>', 'id of a rule, or a site with a selector')
    .argument('[selector]', 'CSS selector of a rule that is not stored')
    .addOption(effectOption)
    .option('--pages <number>', 'newest pages to look at', wholeNumber(1, 30), 10)
    .action(async (given: string, selector: string | undefined, { effect, pages }, command: Command) => {
      const { previewRule } = await import('./commands/rules.js');
      end(await previewRule(selector === undefined ? given : { site: given, selector, effect }, pages, await optionsOf(command)));
    });
  rules
    .command('learn')
    .description('look for blocks that the stored pages of a site repeat inside their speeches')
    .argument('<site>')
    .action(async (site: string, _options, command: Command) => {
      const { learnRules } = await import('./commands/rules.js');
      end(await learnRules(site, await optionsOf(command)));
    });
  for (const [verb, status, description] of [
    ['accept', 'active', 'put a rule in force'],
    ['off', 'off', 'decline a rule, or put it out of force'],
  ] as const) {
    rules
      .command(verb)
      .description(description)
      .argument('<rule>', 'its id')
      .action(async (id: string, _options, command: Command) => {
        const { decideRule } = await import('./commands/rules.js');
        end(await decideRule(id, status, await optionsOf(command)));
      });
  }
}

function addDoctor(program: Command, running: Running): void {
  program
    .command('doctor')
    .description('look at everything Rostra needs and say what to do about what is missing')
    .addOption(serverOption(running))
    .addOption(new Option('--data-dir <folder>', 'data directory to look at').default(running.settings.dataDir))
    .option(...JSON_FLAG)
    .action(async ({ server, dataDir, json }) => {
      const { doctor } = await import('./commands/doctor.js');
      running.end(await doctor({ server: await serverOf(server, running), dataDir, json: json ?? false, output: running.output }));
    });
}
