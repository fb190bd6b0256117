import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeConfig, readConfig } from '../src/config.ts';
import { refusalOf } from './support/refusal-of.ts';
import { tempFolder } from './support/store.ts';

const url = 'postgres://vigil@db.example:5432/vigil';

const fileWith = (text: string): string => {
  const file = join(tempFolder(), 'password');
  writeFileSync(file, text);
  return file;
};

describe('a PostgreSQL database', () => {
  test('is none by default: the store is SQLite', () => {
    expect(readConfig({}).database).toBeNull();
    expect(describeConfig(readConfig({}))).toContain('store=sqlite');
  });

  test.each(['postgres', 'postgresql'])('is named by an address that begins with %s://', scheme => {
    const address = url.replace('postgres', scheme);
    expect(readConfig({ DATABASE_URL: address }).database).toBe(address);
  });

  test('takes the password from a file, without the end of its line, whatever is in it', () => {
    const { database } = readConfig({ DATABASE_URL: url, DATABASE_PASSWORD_FILE: fileWith('p@ss/w:rd %\n') });
    expect(decodeURIComponent(new URL(database ?? '').password)).toBe('p@ss/w:rd %');
    expect(new URL(database ?? '').host).toBe('db.example:5432');
  });

  test.each([
    ['in the address', { DATABASE_URL: 'postgres://vigil:s3cret@db.example/vigil?sslmode=require' }],
    ['in a file', { DATABASE_URL: url, DATABASE_PASSWORD_FILE: 'f' }],
  ])('is described without user and password: %s', (_, env) => {
    const given = Object.entries(env).map(([name, value]) => [
      name,
      value === 'f' ? fileWith('s3cret') : value,
    ]);
    const said = describeConfig(readConfig(Object.fromEntries(given)));
    expect(said).toMatch(/store=postgres:\/\/db\.example(:5432)?\/vigil /);
    expect(said).not.toMatch(/s3cret|vigil@/);
  });

  test.each([
    ['no address', { DATABASE_URL: 'database' }, 'DATABASE_URL must look like'],
    ['another kind of database', { DATABASE_URL: 'mysql://db/vigil' }, 'DATABASE_URL must look like'],
    ['no database named', { DATABASE_URL: 'postgres://vigil@db:5432' }, 'DATABASE_URL must look like'],
    ['only a slash', { DATABASE_URL: 'postgres://vigil@db:5432/' }, 'DATABASE_URL must look like'],
    [
      'a password of nothing',
      { DATABASE_PASSWORD_FILE: 'f' },
      'DATABASE_PASSWORD_FILE is set without DATABASE_URL',
    ],
    [
      'no such file',
      { DATABASE_URL: url, DATABASE_PASSWORD_FILE: '/no/such' },
      'DATABASE_PASSWORD_FILE cannot be read',
    ],
    [
      'an empty file',
      { DATABASE_URL: url, DATABASE_PASSWORD_FILE: 'empty' },
      'DATABASE_PASSWORD_FILE cannot be read',
    ],
    [
      'two passwords',
      { DATABASE_URL: 'postgres://vigil:s3cret@db/vigil', DATABASE_PASSWORD_FILE: 'f' },
      'DATABASE_PASSWORD_FILE is set although',
    ],
  ])('%s is refused by name, and no password is shown', (_, env, said) => {
    const texts: Readonly<Record<string, string>> = { f: 's3cret', empty: '\n' };
    const given = Object.entries(env).map(([name, value]) => {
      const text = texts[value];
      return [name, text === undefined ? value : fileWith(text)];
    });
    const refusal = refusalOf(Object.fromEntries(given));
    expect(refusal.startsWith(said)).toBe(true);
    expect(refusal).not.toContain('s3cret');
  });
});
