import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeConfig, readConfig } from '../src/config.ts';
import { tempFolder } from './support/store.ts';

const url = 'http://influx.example:8086';
const influxOf = (env: Readonly<Record<string, string>>) => readConfig({ INFLUX_URL: url, ...env }).influx;

describe('InfluxDB', () => {
  test('is none by default, and the database is named vigil', () => {
    expect(readConfig({}).influx).toBeNull();
    expect(influxOf({})).toEqual({ url, username: null, password: null, database: 'vigil', hotDays: null });
  });

  test.each([
    ['in variables', { INFLUX_USERNAME: 'vigil', INFLUX_PASSWORD: 's3cret/@' }],
    ['in the address', { INFLUX_URL: 'http://vigil:s3cret%2F%40@influx.example:8086/' }],
  ])('an account %s, which is never shown', (_, env) => {
    expect(influxOf(env)).toMatchObject({ url, username: 'vigil', password: 's3cret/@' });
    const said = describeConfig(readConfig({ INFLUX_URL: url, ...env }));
    expect(said).toContain(`influxUrl=${url} influxUsername=vigil influxDatabase=vigil hotDays=all`);
    expect(said).not.toContain('s3cret');
  });

  test('a password in a file, without the end of its line', () => {
    const file = join(tempFolder(), 'password');
    writeFileSync(file, 'from a file\n');
    const account = { INFLUX_USERNAME: 'vigil', INFLUX_PASSWORD_FILE: file };
    expect(influxOf(account)).toMatchObject({ password: 'from a file' });
  });

  test('the database and the hot window are read', () => {
    expect(influxOf({ INFLUX_DATABASE: 'home', VIGIL_HOT_DAYS: '90' })).toMatchObject({
      ...{ database: 'home', hotDays: 90 },
    });
  });

  test.each([
    ['INFLUX_URL', { INFLUX_URL: 'influx:8086' }],
    ['INFLUX_URL', { INFLUX_URL: 'http://influx.example:8086?db=x' }],
    ['INFLUX_DATABASE', { INFLUX_DATABASE: 'a"b' }],
    ['VIGIL_HOT_DAYS', { VIGIL_HOT_DAYS: '34' }],
    ['VIGIL_HOT_DAYS', { INFLUX_URL: '', VIGIL_HOT_DAYS: '40' }],
    ['INFLUX_USERNAME', { INFLUX_URL: '', INFLUX_USERNAME: 'vigil' }],
    ['INFLUX_USERNAME', { INFLUX_PASSWORD: 'x' }],
    ['INFLUX_USERNAME', { INFLUX_URL: 'http://a@influx.example:8086', INFLUX_USERNAME: 'b' }],
    ['INFLUX_PASSWORD', { INFLUX_URL: 'http://a:b@influx.example:8086', INFLUX_PASSWORD: 'c' }],
    ['INFLUX_PASSWORD_FILE', { INFLUX_USERNAME: 'a', INFLUX_PASSWORD_FILE: '/nowhere' }],
  ])('%s is refused by name: %j', (name, env) => {
    expect(() => influxOf(env)).toThrow(new RegExp(`^${name} `));
  });
});
