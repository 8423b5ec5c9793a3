import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';

/**
 * Who may import whom, and where code belongs that wants something else. Left: the folder; right: the libs it may import by name.
 * Everything may import packages; which of them are closed to whom stands in `closedPackages`.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'libs/domain': [],
  'libs/text': [],
  'libs/stages': ['domain'],
  'libs/parsing': ['text', 'domain'],
  'libs/search': ['text', 'domain', 'stages'],
  'libs/store': ['stages', 'domain'],
  'libs/queue': ['stages', 'domain'],
  'libs/blobs': ['stages', 'domain'],
  'libs/fetching': ['stages', 'domain'],
  'libs/pipeline': ['parsing', 'text', 'domain', 'store', 'queue', 'search', 'blobs', 'fetching', 'stages'],
  'libs/upkeep': ['pipeline', 'store', 'search', 'blobs', 'stages', 'domain'],
  'libs/platform': ['pipeline', 'store', 'queue', 'search', 'blobs', 'fetching', 'stages', 'domain'],
};

const withoutNest = ['domain', 'stages', 'text', 'parsing', 'fetching', 'pipeline', 'store', 'queue', 'search', 'blobs', 'upkeep'].map(
  (lib) => `libs/${lib}`,
);

/**
 * Parsing is a pure function of bytes and hints: no clock, disk, network or thread of its own. The PDF library reads the character maps of
 * its own package from disk when a font names one: they are part of the program, and `pdf/load-pdfjs.ts` only says where they lie.
 */
const impure = ['fs', 'fs/promises', 'net', 'http', 'https', 'child_process', 'worker_threads', 'undici', 'timers', 'timers/promises'];

const remedies = {
  down: 'Imports point down only: move the code to the lib that owns it, or let the caller hand it in.',
  byName: 'A lib is imported by its name alone: export it from the front door (index.ts) or keep it inside.',
  app: 'No app imports another: what two apps need belongs in platform or pipeline. Only standalone puts all rooms together.',
  platform: 'Only apps import platform: hand the opened engine in instead.',
  nest: 'Nest stays in apps and platform: write a function or a class, and plug it in there.',
  pure: 'Parsing takes bytes and gives a result; reading, waiting and fetching are the pipeline’s.',
} as const;

/** `libs/parsing`, `apps/api`, `test`: the room a file stands in. */
const roomOf = (file: string): string => /^(?:libs|apps)\/[^/]+/.exec(file)?.[0] ?? file.split('/')[0] ?? '';
const isSpec = (file: string): boolean => /\.spec\.tsx?$|\/testing\//.test(file);

function faultOf(from: string, dependency: IModule['dependencies'][number]): string | null {
  const { module: name, resolved: to } = dependency;
  const room = roomOf(from);
  const target = roomOf(to);
  if (withoutNest.includes(room) && name.startsWith('@nestjs/')) return remedies.nest;
  if (room === 'libs/parsing' && !isSpec(from) && impure.includes(name.replace(/^node:/, ''))) return remedies.pure;
  if (!/^(libs|apps)\//.test(to) || room === target) return null;
  if (target.startsWith('libs/') && !name.startsWith('#')) return remedies.byName;
  if (target.startsWith('apps/')) return room === 'apps/standalone' && to.startsWith(target) ? null : remedies.app;
  if (target === 'libs/platform' && !room.startsWith('apps/')) return remedies.platform;
  const lib = target.replace('libs/', '');
  return !(room in allowed) || allowed[room]?.includes(lib) ? null : remedies.down;
}

describe('the architecture', () => {
  let modules: readonly IModule[];

  beforeAll(async () => {
    const { output } = await cruise(
      ['apps', 'libs'],
      { doNotFollow: { path: 'node_modules' }, exclude: { path: 'node_modules|^dist' }, tsPreCompilationDeps: true, validate: false },
      { conditionNames: ['source', 'node', 'import'], extensions: ['.ts', '.tsx', '.js', '.mjs'] },
    );
    modules = (output as ICruiseResult).modules.filter(({ source }) => /^(apps|libs)\//.test(source));
  });

  it('finds the files it is to watch', () => {
    expect(modules.length).toBeGreaterThan(50);
    expect(
      modules.flatMap(({ dependencies }) => dependencies).filter(({ resolved }) => resolved.startsWith('libs/')).length,
    ).toBeGreaterThan(50);
  });

  it('lets imports point down only', () => {
    const faults = modules
      .filter(({ source }) => !isSpec(source))
      .flatMap(({ source, dependencies }) =>
        dependencies.flatMap((dependency) => {
          const remedy = faultOf(source, dependency);
          return remedy ? [`${source} imports ${dependency.module}. ${remedy}`] : [];
        }),
      );
    expect(faults).toEqual([]);
  });

  it('has no import cycle at run time', () => {
    const graph = new Map(
      modules.map(({ source, dependencies }) => [
        source,
        dependencies.filter(({ dependencyTypes }) => !dependencyTypes.includes('type-only')).map(({ resolved }) => resolved),
      ]),
    );
    expect(cyclesIn(graph)).toEqual([]);
  });

  it('knows every lib and gives each a front door', () => {
    const libs = [...new Set(modules.map(({ source }) => roomOf(source)).filter((room) => room.startsWith('libs/')))];
    expect(libs.filter((lib) => !(lib in allowed))).toEqual([]);
    expect(libs.filter((lib) => !modules.some(({ source }) => source === `${lib}/src/index.ts`))).toEqual([]);
  });

  it('bites: each kind of wrong import is named with its remedy', () => {
    const dependency = (module: string, resolved: string) => ({ module, resolved }) as IModule['dependencies'][number];
    expect(faultOf('libs/domain/src/a.ts', dependency('#store', 'libs/store/src/index.ts'))).toBe(remedies.down);
    expect(faultOf('libs/queue/src/a.ts', dependency('#store', 'libs/store/src/index.ts'))).toBe(remedies.down);
    expect(faultOf('libs/search/src/a.ts', dependency('../../text/src/fold.js', 'libs/text/src/fold.ts'))).toBe(remedies.byName);
    expect(faultOf('apps/api/src/a.ts', dependency('../../cli/src/b.js', 'apps/cli/src/b.ts'))).toBe(remedies.app);
    expect(faultOf('libs/pipeline/src/a.ts', dependency('#platform', 'libs/platform/src/index.ts'))).toBe(remedies.platform);
    expect(faultOf('libs/store/src/a.ts', dependency('@nestjs/common', 'node_modules/@nestjs/common/index.js'))).toBe(remedies.nest);
    expect(faultOf('libs/parsing/src/a.ts', dependency('node:fs', 'fs'))).toBe(remedies.pure);
    expect(faultOf('libs/pipeline/src/a.ts', dependency('#store', 'libs/store/src/index.ts'))).toBeNull();
    expect(
      cyclesIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']],
        ]),
      ),
    ).toEqual([['a', 'b', 'c', 'a']]);
  });
});

/** Every cycle a depth-first walk closes, as the path that runs into itself. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      cycles.push([...path.slice(at), file]);
      return;
    }
    if (finished.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    finished.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return cycles;
}
