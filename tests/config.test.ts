import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

type Env = Parameters<typeof readConfig>[0];
const refusalOf = (env: Env): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
};

test('an empty environment gives the defaults that DESIGN names', () => {
  expect(readConfig({})).toEqual({
    dataFolder: './data',
    port: 8080,
    host: '127.0.0.1',
    mqttPort: 1883,
    maxPayloadBytes: 65_536,
  });
});

test('every variable is read; those of others are ignored', () => {
  const env = {
    VIGIL_DATA: '/srv/vigil',
    VIGIL_PORT: '9000',
    VIGIL_HOST: '::1',
    VIGIL_MQTT_PORT: '0',
    VIGIL_MAX_PAYLOAD_BYTES: '1024',
    HOME: '/root',
    PORT: 'x',
  };
  expect(readConfig(env)).toEqual({
    dataFolder: '/srv/vigil',
    port: 9000,
    host: '::1',
    mqttPort: 0,
    maxPayloadBytes: 1024,
  });
});

test('an empty value is as good as none', () => {
  const names = [
    'VIGIL_DATA',
    'VIGIL_PORT',
    'VIGIL_HOST',
    'VIGIL_MQTT_PORT',
    'VIGIL_MAX_PAYLOAD_BYTES',
    'MQTT_URL',
    'DATABASE_URL',
  ];
  expect(readConfig(Object.fromEntries(names.map(name => [name, ''])))).toEqual(readConfig({}));
});

describe('a bad value is refused, naming the variable', () => {
  test.each([
    ['VIGIL_PORT', 'http'],
    ['VIGIL_PORT', '80.5'],
    ['VIGIL_PORT', '-1'],
    ['VIGIL_PORT', '65536'],
    ['VIGIL_PORT', '8080,8081'],
    ['VIGIL_MQTT_PORT', 'mqtt'],
    ['VIGIL_MQTT_PORT', '70000'],
    ['VIGIL_MAX_PAYLOAD_BYTES', '64k'],
    ['VIGIL_MAX_PAYLOAD_BYTES', '255'],
    ['VIGIL_MAX_PAYLOAD_BYTES', '1048577'],
    ['VIGIL_HOST', '0.0.0.0'],
    ['VIGIL_ROLES', 'ingest,api'],
    ['MQTT_URL', 'mqtt://broker'],
    ['INFLUX_URL', 'http://influx:8086'],
    ['DATABASE_URL', 'postgres://vigil:secret@db/vigil'],
  ])('%s=%s', (name, value) => {
    expect(refusalOf({ [name]: value })).toMatch(new RegExp(`^${name} `));
  });

  test('all of them at once, a line each', () => {
    const lines = refusalOf({ VIGIL_PORT: 'x', VIGIL_HOST: '10.0.0.1', MQTT_URL: 'mqtt://broker' }).split(
      '\n',
    );
    expect(lines.map(line => line.split(' ')[0]).sort()).toEqual(['MQTT_URL', 'VIGIL_HOST', 'VIGIL_PORT']);
  });
});

describe('only this machine is served until sign-in exists', () => {
  test.each([['127.0.0.1'], ['127.1.2.3'], ['::1'], ['localhost']])('%s is loopback', host => {
    expect(readConfig({ VIGIL_HOST: host }).host).toBe(host);
  });

  test.each([
    ['0.0.0.0'],
    ['::'],
    ['192.168.1.10'],
    ['10.0.0.1'],
    ['vigil.example.org'],
    ['127.0.0.1.example.org'],
    ['127.evil.org'],
    ['localhost.example.org'],
    ['::ffff:10.0.0.1'],
    [' 127.0.0.1'],
  ])('%s is refused, with what to use instead', host => {
    expect(refusalOf({ VIGIL_HOST: host })).toMatch(/127\.0\.0\.1/);
  });
});

describe('what this version cannot do is refused with the reason, not ignored', () => {
  test.each([
    ['MQTT_URL', 'mqtt://broker', 'embedded'],
    ['INFLUX_URL', 'http://influx:8086', 'SQLite'],
    ['DATABASE_URL', 'postgres://vigil:secret@db/vigil', 'SQLite'],
    ['VIGIL_ROLES', 'ingest', 'one process'],
  ])('%s', (name, value, reason) => {
    const said = refusalOf({ [name]: value });
    expect(said).toContain(reason);
    expect(said).toContain('unset it');
    expect(said).not.toContain(value);
  });
});
