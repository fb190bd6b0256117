import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const pure = ['tests/{rules,domain,simulators}/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      // they start nothing and keep no state in modules: one module graph a worker saves most of their time
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['tests/**/*.test.ts'], exclude: pure } },
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
