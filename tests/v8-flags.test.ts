import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { v8Flags } from '../bin/v8-flags.js';

test.runIf(process.versions.node.startsWith('24.'))('tests run with the flags of a service', () => {
  expect(v8Flags).not.toEqual([]);
  for (const flag of v8Flags) expect(process.execArgv).toContain(flag);
});

test('a service sets them before it loads what is written in TypeScript', () => {
  const bin = readFileSync(new URL('../bin/vigil.js', import.meta.url), 'utf8');
  expect(bin).toMatch(
    /for \(const flag of v8Flags\) setFlagsFromString\(flag\);\n.*import\('\.\.\/src\/main\.ts'\)/,
  );
});
