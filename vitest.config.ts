import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
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
