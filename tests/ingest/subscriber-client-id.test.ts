import { expect, test } from 'vitest';
import { clientIdOf } from '../../src/ingest/subscriber-client-id.ts';
import { tempFolder } from '../support/store.ts';

test('a data folder has one client id for ever, and no other folder has it', () => {
  const [one, other] = [tempFolder(), tempFolder()];
  const id = clientIdOf(one);
  expect(clientIdOf(one)).toBe(id);
  expect(clientIdOf(other)).not.toBe(id);
});

test('every broker takes it: at most 23 letters and digits', () => {
  expect(clientIdOf(tempFolder())).toMatch(/^[a-z0-9]{1,23}$/);
});
