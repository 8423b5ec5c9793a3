const decorators = { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false };

const swc = (parser, transform) => ({
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: { target: 'es2024', parser, transform, keepClassNames: true },
});

/**
 * The suffix of a spec tells its cost: unit in milliseconds, integration with embedded engines, e2e the whole program, faults with kills and bombs,
 * which take minutes; servers, shared and browser need more than this folder.
 */
const project = (displayName, testMatch, testPathIgnorePatterns = []) => ({
  displayName,
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...testPathIgnorePatterns],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', swc({ syntax: 'typescript', decorators: true }, decorators)],
    '^.+\\.tsx$': ['@swc/jest', swc({ syntax: 'typescript', tsx: true }, { react: { runtime: 'automatic', importSource: 'preact' } })],
  },
});

export default {
  maxWorkers: '100%',
  // A hang is found all the same, and a busy machine does not make failures.
  testTimeout: 30_000,
  coverageProvider: 'v8',
  projects: [
    project('unit', ['<rootDir>/{apps,libs,test}/**/*.spec.ts'], ['\\.(int|e2e|faults|servers|shared|browser)\\.spec\\.ts$']),
    project('integration', ['<rootDir>/{apps,libs,test}/**/*.int.spec.ts']),
    project('e2e', ['<rootDir>/test/**/*.e2e.spec.ts']),
    project('faults', ['<rootDir>/{apps,libs,test}/**/*.faults.spec.ts']),
    project('servers', ['<rootDir>/{libs,test}/**/*.servers.spec.ts']),
    project('shared', ['<rootDir>/test/shared/**/*.shared.spec.ts']),
    project('browser', ['<rootDir>/test/**/*.browser.spec.ts']),
  ],
};
