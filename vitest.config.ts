import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Folders whose tests keep no state in modules: they share one module graph a worker, which saves half of their time. */
const shared = [
  'tests/{rules,domain,simulators,alerts,readings,roster}/**/*.test.ts',
  'tests/{accounts,worklist,attendance,pathways,care,reports,scenarios,api}/**/*.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['tests/**/*.test.ts'],
          exclude: shared,
          globalSetup: 'tests/support/build-page.ts',
        },
      },
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // unless told, one core of two would stand idle
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: {
      include: ['src/domain/**', 'src/ingest/**', 'src/rules/**', 'src/evaluation/**', 'src/alerts/**'],
      reporter: ['text-summary', 'text'],
    },
  },
});
