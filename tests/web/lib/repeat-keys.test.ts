import { beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../../src/web/lib/api.ts';
import { createRepeatKeys } from '../../../src/web/lib/repeat-keys.ts';

const note = (text: string, path = 'worklist/wli_1/note'): Change => ({
  method: 'POST',
  path,
  body: { text },
});

describe('the key of a request', () => {
  let made: number;
  let keys: ReturnType<typeof createRepeatKeys>;

  beforeEach(() => {
    made = 0;
    keys = createRepeatKeys(() => {
      made += 1;
      return `key ${made}`;
    });
  });

  test('stays the same until an answer came', () => {
    expect(keys.keyOf(note('called'))).toBe('key 1');
    expect(keys.keyOf(note('called'))).toBe('key 1');
    keys.answered(note('called'));
    expect(keys.keyOf(note('called'))).toBe('key 2');
  });

  test('stays the same though the line has changed meanwhile, as by what the first sending did', () => {
    const seen = (version: number): Change => ({ ...note('called'), body: { text: 'called', version } });
    expect(keys.keyOf(seen(3))).toBe('key 1');
    expect(keys.keyOf(seen(4))).toBe('key 1');
  });

  test('is another for other words, and in another place', () => {
    expect(keys.keyOf(note('called'))).toBe('key 1');
    expect(keys.keyOf(note('called', 'worklist/wli_2/note'))).toBe('key 2');
    expect(keys.keyOf(note('called twice'))).toBe('key 3');
  });

  test('is forgotten with who was signed in', () => {
    keys.keyOf(note('called'));
    keys.clear();
    expect(keys.keyOf(note('called'))).toBe('key 2');
  });

  test('is given to nothing that holds a password, and to no other method', () => {
    expect(keys.keyOf({ method: 'POST', path: 'session', body: { password: 'x' } })).toBeNull();
    expect(keys.keyOf({ method: 'PATCH', path: 'patients/pat_1', body: {} })).toBeNull();
  });
});
