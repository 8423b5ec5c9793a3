import { armFailpoints, failpoint, readFailpoints } from './failpoints.js';

describe('failpoints', () => {
  afterEach(() => armFailpoints(null));

  it('do nothing until they are armed', () => {
    expect(() => failpoint('indexer.after-commit')).not.toThrow();
  });

  it('strike once, at the passing that was asked for', () => {
    const struck: string[] = [];
    armFailpoints(readFailpoints('indexer.after-commit=kill@2, parser.before-commit=stop'), (signal) => {
      struck.push(signal);
    });
    const passings = ['indexer.after-commit', 'indexer.after-commit', 'indexer.after-commit', 'parser.before-commit'] as const;
    expect(
      passings.map((name) => {
        failpoint(name);
        return struck.join();
      }),
    ).toEqual(['', 'SIGKILL', 'SIGKILL', 'SIGKILL,SIGSTOP']);
  });

  it.each(['indexer.after-commit', 'nowhere=kill', 'indexer.after-commit=kill@0', ''])(
    'refuse "%s" and say what can be written',
    (text) => {
      expect(() => readFailpoints(text)).toThrow(/is no failpoint: write NAME=kill@3 or NAME=stop, with a name of api\.before-commit/);
    },
  );
});
