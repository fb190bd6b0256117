import { expect, test } from 'vitest';
import { searchedFor, searchTextOf } from '../../src/roster/fold-for-search.ts';
import { refoldSearch } from '../../src/roster/refold-search.ts';
import { testStore } from '../support/store.ts';

const textOf = (phone: string | null) =>
  searchTextOf({ family: 'Özdemir', given: 'Ann', siteId: 'W-7', phone });
const isFound = (phone: string, q: string) => searchedFor(q).some(part => textOf(phone).includes(part));

test.each([
  ['(555) 010-0199', '5550100199'],
  ['5550100199', '(555) 010-0199'],
  ['555.010.0199', '555-010-0199'],
  ['+1 555 010 0199', '555 010 0199'],
  ['555 010 0199', '+1 (555) 010-0199'],
  ['+44 20 7123 4567', '020 7123 4567'],
  ['555-0199', '+1 (555) 0199'],
  ['555-0199', '1 555 0199'],
  ['+1 (555) 0199', '5550199'],
  ['020 7123 4567', '+44 20 7123 4567'],
  ['7123 4567', '07123 4567'],
  ['(555) 010-0199', '0199'],
  ['(555) 010-0199', '010-0199'],
])('the number %s is found by %s', (phone, q) => {
  expect(isFound(phone, q)).toBe(true);
});

test.each([
  ['(555) 010-0199', '5550100198'],
  ['(555) 010-0199', '010 0299'],
  ['555-0199', '+1 0199'],
  ['', '5550100199'],
])('the number "%s" is not found by %s', (phone, q) => {
  expect(isFound(phone, q)).toBe(false);
});

test.each(['ozdemir ann', 'Özdemir, Ann', 'ANN  ÖZD', 'w-7'])(
  'a name in either order and the site id are found by "%s"',
  q => {
    expect(isFound('', q)).toBe(true);
  },
);

test('digits within a word are no phone number', () => {
  expect(searchedFor('ward 5550100199')).toEqual(['ward 5550100199']);
});

test('what an older version kept is brought in line at the start, and only that is written', async () => {
  const s = await testStore();
  const fresh = s.all('SELECT id, search FROM patient ORDER BY id');
  s.store.sqlite.exec("UPDATE patient SET search = 'old' WHERE site_id = 'P1'");
  await refoldSearch(s.store);
  expect(s.all('SELECT id, search FROM patient ORDER BY id')).toEqual(fresh);
  const { changes } = s.store.sqlite.prepare('SELECT total_changes() AS changes').get() as {
    changes: number;
  };
  await refoldSearch(s.store);
  expect(s.store.sqlite.prepare('SELECT total_changes() AS changes').get()).toEqual({ changes });
});
