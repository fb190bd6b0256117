import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/db/open.ts';
import { numbered, type Sql } from '../../src/db/statements.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { tempFolder } from '../support/store.ts';

const { missing, database, opened } = ownPostgres();

describe('the places of a statement, for PostgreSQL', () => {
  test.each([
    ['SELECT 1', 'SELECT 1', []],
    ['a = ? AND b = ?', 'a = $1 AND b = $2', []],
    ['a = @one AND b = @two AND c = @one', 'a = $1 AND b = $2 AND c = $1', ['one', 'two']],
    ['least(?, ?)', 'least($1, $2)', []],
  ])('%s', (given, text, names) => {
    expect(numbered(given)).toEqual({ text, names });
  });

  test('a list comes as rows, whatever its place is called', () => {
    expect(numbered('SELECT value FROM json_each(?) WHERE a = ?').text).toMatch(
      /jsonb_array_elements_text\(CAST\(\$1 AS jsonb\)\).* WHERE a = \$2$/,
    );
    expect(numbered('SELECT value FROM json_each(@ids) WHERE a = @ids').text).toMatch(
      /\$1 .* WHERE a = \$1$/,
    );
  });

  test('a statement that mixes both kinds of places is refused', () => {
    expect(() => numbered('a = ? AND b = @two')).toThrow('mixes ? and @name');
  });
});

const onSqlite = async (): Promise<Sql> => openStore(tempFolder(), { durable: false }).readerSql;
const onPostgres = async (): Promise<Sql> => (await opened(await database())).readerSql;

describe.each([
  ['SQLite', false, onSqlite],
  ['PostgreSQL', missing, onPostgres],
] as const)('one text on %s', (_, isMissing, open) => {
  test.skipIf(isMissing)('answers the same', async () => {
    const sql = await open();
    const one = <T>(text: string, ...bind: unknown[]) => sql.prepare<unknown[], T>(text).get(...bind);
    expect(await one('SELECT least(CAST(? AS bigint), 3) AS a, greatest(2, 5) AS b', 4)).toEqual({
      a: 3,
      b: 5,
    });
    expect(await one('SELECT CAST(@a AS text) AS a, CAST(@a AS text) AS b', { a: 'x' })).toEqual({
      a: 'x',
      b: 'x',
    });
    expect(await one('SELECT 1 < 2 AS yes, 2 < 1 AS no')).toEqual({ yes: 1, no: 0 });
    expect(await one('SELECT CAST(? AS bigint) AS at', 1_800_000_000_123)).toEqual({ at: 1_800_000_000_123 });
    expect(await one('SELECT count(*) AS n FROM patient')).toEqual({ n: 0 });
    expect(await one('SELECT id FROM patient')).toBeUndefined();
  });

  test.skipIf(isMissing)(
    'a list is rows in its order; rows as arrays, and the first column alone',
    async () => {
      const sql = await open();
      const list = sql.prepare<[string], { key: number; value: string }>(
        'SELECT key, value FROM json_each(?) AS given ORDER BY key',
      );
      const given = JSON.stringify(['b', 'a', "o'clock"]);
      expect(await list.all(given)).toEqual([
        { key: 0, value: 'b' },
        { key: 1, value: 'a' },
        { key: 2, value: "o'clock" },
      ]);
      expect(await list.raw().all(given)).toEqual([
        [0, 'b'],
        [1, 'a'],
        [2, "o'clock"],
      ]);
      expect(await list.pluck().all(given)).toEqual([0, 1, 2]);
      expect(await list.all('[]')).toEqual([]);
    },
  );
});

describe.each([
  ['SQLite', false, async () => openStore(tempFolder(), { durable: false })],
  ['PostgreSQL', missing, async () => opened(await database())],
] as const)('writing on %s', (_, isMissing, open) => {
  test.skipIf(isMissing)('tells how many rows it wrote', async () => {
    const { sql, write } = await open();
    const add = sql.prepare('INSERT INTO claim (duty, holder, until) VALUES (@duty, @holder, @until)');
    const put = sql.prepare('UPDATE claim SET until = ?');
    await write(async () => {
      for (const duty of ['a', 'b']) expect(await add.run({ duty, holder: 'h', until: 1 })).toBe(1);
      expect(await put.run(2)).toBe(2);
    });
  });
});
