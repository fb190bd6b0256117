import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeConfig, readConfig } from '../src/config.ts';
import { localSignIn } from '../src/config-sign-in.ts';
import { shippedModels } from '../src/risk/model/shipped.ts';
import { roles } from '../src/roles.ts';
import { refusalOf } from './support/refusal-of.ts';
import { tempFolder } from './support/store.ts';

test('an empty environment gives the defaults that DESIGN names', () => {
  expect(readConfig({})).toEqual({
    dataFolder: './data',
    port: 8080,
    host: '127.0.0.1',
    mqttPort: 1883,
    maxPayloadBytes: 65_536,
    models: shippedModels,
    mqtt: null,
    database: null,
    roles,
    influx: null,
    signIn: localSignIn,
    tls: null,
    token: null,
  });
});

test('every variable is read; those of others are ignored', () => {
  const env = {
    VIGIL_DATA: '/srv/vigil',
    VIGIL_MODELS: '/srv/models',
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
    models: '/srv/models',
    mqtt: null,
    database: null,
    roles,
    influx: null,
    signIn: localSignIn,
    tls: null,
    token: null,
  });
});

test('an empty value is as good as none', () => {
  const names = [
    'VIGIL_DATA',
    'VIGIL_MODELS',
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
    ['VIGIL_ROLES', 'ingest,api,'],
    ['VIGIL_ROLES', 'reader'],
    ['MQTT_URL', 'broker'],
    ['INFLUX_URL', 'influx:8086'],
    ['VIGIL_HOT_DAYS', '34'],
    ['DATABASE_URL', 'mysql://vigil@db/vigil'],
  ])('%s=%s', (name, value) => {
    expect(refusalOf({ [name]: value })).toMatch(new RegExp(`^${name} `));
  });

  test('all of them at once, a line each', () => {
    const lines = refusalOf({ VIGIL_PORT: 'x', VIGIL_HOST: 'vigil.example', MQTT_URL: 'broker' }).split('\n');
    expect(lines.map(line => line.split(' ')[0]).sort()).toEqual(['MQTT_URL', 'VIGIL_HOST', 'VIGIL_PORT']);
  });
});

describe('where it answers', () => {
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

describe('a broker of one’s own', () => {
  const url = 'mqtts://broker.example:8883';
  const file = (text: string): string => {
    const path = join(tempFolder(), 'file');
    writeFileSync(path, text);
    return path;
  };

  test('needs no more than an address', () => {
    expect(readConfig({ MQTT_URL: url }).mqtt).toEqual({
      url,
      username: null,
      password: null,
      ca: null,
      cert: null,
      key: null,
      clientId: null,
      topics: ['vigil/v1/+/+'],
      probe: true,
    });
  });

  test('takes the rest from variables and files', () => {
    const env = {
      MQTT_URL: url,
      MQTT_USERNAME: 'vigil',
      MQTT_PASSWORD_FILE: file('hush hush\n'),
      MQTT_CA: file('authority'),
      MQTT_CERT: file('certificate'),
      MQTT_KEY: file('key'),
      MQTT_CLIENT_ID: 'vigil-1',
      MQTT_TOPICS: 'vigil/v1/+/+, $share/desk/site/#',
      VIGIL_BROKER_PROBE: 'off',
    };
    expect(readConfig(env).mqtt).toEqual({
      url,
      username: 'vigil',
      password: 'hush hush',
      ca: 'authority',
      cert: 'certificate',
      key: 'key',
      clientId: 'vigil-1',
      topics: ['vigil/v1/+/+', '$share/desk/site/#'],
      probe: false,
    });
  });

  test.each([
    ['mqtt://user:hush@broker', 'MQTT_PASSWORD'],
    ['mqtt://user@broker', 'MQTT_USERNAME'],
    ['http://broker', 'mqtts://'],
    ['mqtt://', 'address|host'],
    ['mqtt://broker/path', 'port'],
    ['mqtt://broker?clientId=x', 'port'],
  ])('%s is refused, with what to write instead', (address, remedy) => {
    const said = refusalOf({ MQTT_URL: address });
    expect(said).toMatch(/^MQTT_URL /);
    expect(said).toMatch(new RegExp(remedy));
    expect(said).not.toContain('hush');
  });

  test.each([
    ['MQTT_TOPICS', 'vigil/v1/#/x'],
    ['MQTT_TOPICS', 'vigil/v1/cuff+/x'],
    ['MQTT_TOPICS', 'vigil/v1/+/+,'],
    ['MQTT_CLIENT_ID', 'vigil one'],
    ['MQTT_CA', '/no/such/file'],
    ['MQTT_PASSWORD_FILE', '/no/such/file'],
    ['VIGIL_BROKER_PROBE', 'perhaps'],
  ])('%s=%s is refused', (name, value) => {
    expect(refusalOf({ MQTT_URL: url, MQTT_USERNAME: 'vigil', [name]: value })).toMatch(
      new RegExp(`^${name} `),
    );
  });

  test.each([
    ['two passwords', { MQTT_USERNAME: 'v', MQTT_PASSWORD: 'hush', MQTT_PASSWORD_FILE: 'f' }, 'unset one'],
    ['a password of nobody', { MQTT_PASSWORD: 'hush' }, 'MQTT_USERNAME is missing'],
    ['a certificate without its key', { MQTT_CERT: 'f' }, 'MQTT_KEY'],
    ['an authority without TLS', { MQTT_URL: 'mqtt://broker', MQTT_CA: 'f' }, 'mqtts://'],
    ['variables of a broker that is not named', { MQTT_URL: '', MQTT_USERNAME: 'v' }, 'MQTT_URL'],
  ])('%s is refused', (_, env, said) => {
    const given = Object.entries(env).map(([name, value]) => [name, value === 'f' ? file('x') : value]);
    const refusal = refusalOf({ MQTT_URL: url, ...Object.fromEntries(given) });
    expect(refusal).toContain(said);
    expect(refusal).not.toContain('hush');
  });

  test('is described without its secrets', () => {
    const env = {
      MQTT_USERNAME: 'vigil',
      MQTT_PASSWORD: 'hush',
      MQTT_CERT: file('cccc'),
      MQTT_KEY: file('kkkk'),
    };
    const said = describeConfig(readConfig({ MQTT_URL: url, ...env }));
    expect(said).toContain(`mqttUrl=${url} mqttUsername=vigil `);
    expect(said).not.toMatch(/hush|cccc|kkkk/);
  });
});
