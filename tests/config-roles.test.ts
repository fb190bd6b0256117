import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';
import { roles } from '../src/roles.ts';

const shared = { DATABASE_URL: 'postgres://vigil@db/vigil', MQTT_URL: 'mqtts://broker.example' };

const faultsOf = (env: Readonly<Record<string, string>>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
};

describe('what a process does', () => {
  test('is everything, unless told', () => {
    expect(readConfig({}).roles).toEqual(roles);
    expect(readConfig({ VIGIL_ROLES: '' }).roles).toEqual(roles);
  });

  test.each([
    ['ingest,evaluate', ['ingest', 'evaluate']],
    [' score , api ', ['score', 'api']],
    ['api,api', ['api']],
    ['forward', ['forward']],
  ])('%s', (text, named) => {
    expect(readConfig({ ...shared, VIGIL_ROLES: text }).roles).toEqual(named);
  });

  test('all roles by name need neither a database nor a broker', () => {
    expect(readConfig({ VIGIL_ROLES: roles.toReversed().join(',') }).roles).toHaveLength(roles.length);
  });

  test.each([['reader'], ['ingest,'], [','], ['Ingest'], ['ingest evaluate']])(
    '%s is no list of roles',
    text => {
      const [fault, ...more] = faultsOf({ ...shared, VIGIL_ROLES: text });
      expect(fault).toBe(`VIGIL_ROLES must be some of ${roles.join(', ')}, with commas between`);
      expect(more).toEqual([]);
    },
  );

  test.each([
    ['some roles on SQLite', { VIGIL_ROLES: 'api' }, ['DATABASE_URL']],
    [
      'ingest apart with the embedded broker',
      { ...shared, MQTT_URL: '', VIGIL_ROLES: 'ingest,evaluate' },
      ['MQTT_URL'],
    ],
    ['both at once', { VIGIL_ROLES: 'ingest' }, ['DATABASE_URL', 'MQTT_URL']],
    ['without ingest no broker is needed', { ...shared, MQTT_URL: '', VIGIL_ROLES: 'api,score' }, []],
  ])('%s', (_, env, missing) => {
    const faults = faultsOf(env);
    expect(faults.map(fault => /needs (\w+)/.exec(fault)?.[1])).toEqual(missing);
    for (const fault of faults) expect(fault).toMatch(/^VIGIL_ROLES names /);
  });
});
