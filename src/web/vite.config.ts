import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Together with all that they import, in one file: many small ones compress worse, and are asked for one by one. */
const together = (name: string, priority: number, sources: readonly string[]) => ({
  name,
  priority,
  test: (id: string) => sources.some(source => id === `${root}/${source}`),
});

const chunks = [
  together('worklist', 2, ['main.tsx', 'app.tsx', 'call/timer-bar.tsx']),
  together('patient', 1, [
    'panel/panel.tsx',
    'panel/risk/card.tsx',
    'panel/limits.tsx',
    'panel/timeline.tsx',
    'chart/now-charts.tsx',
    'care/care-tab.tsx',
    'care/details-tab.tsx',
    'care/steps.tsx',
  ]),
];

export default defineConfig({
  root,
  plugins: [react(), optimizeLocales.vite({ locales: ['en-US'] })],
  build: {
    outDir: `${root}/dist`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:8080' },
    fs: { allow: [`${root}/../..`] },
  },
});
