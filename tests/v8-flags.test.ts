import { expect, test } from 'vitest';
import { v8Flags } from '../bin/v8-flags.js';

test('tests run with the flags of a service', () => {
  for (const flag of v8Flags) expect(process.execArgv).toContain(flag);
});
