import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { tempFolder } from '../support/store.ts';
import { compose, resolved, root, type Service, textOf } from './compose.ts';

const { missing } = compose();
const file = missing ? { services: {}, networks: {}, volumes: {}, secrets: {} } : resolved();
const services: readonly (readonly [string, Service])[] = Object.entries(file.services);
const ours = services.filter(([, { image }]) => image.startsWith('vigil:'));

/** Its environment as in the container, the files of its secrets in a folder here. */
const environmentOf = ({ environment = {} }: Service): Record<string, string> => {
  const folder = join(tempFolder(), 'secrets');
  mkdirSync(folder);
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      if (!value.startsWith('/run/secrets/')) return [name, value];
      const path = join(folder, basename(value));
      writeFileSync(path, 'of no use');
      return [name, path];
    }),
  );
};

describe.skipIf(missing)('docker-compose.yml', () => {
  test('has the parts of an installation', () => {
    expect(services.map(([name]) => name).sort()).toEqual([
      ...['api', 'grafana', 'influxdb', 'ingest-1', 'ingest-2', 'mosquitto', 'postgres', 'prometheus'],
    ]);
    const rolesOf = (name: string) => file.services[name]?.environment?.VIGIL_ROLES;
    expect(['api', 'ingest-1', 'ingest-2'].map(rolesOf)).toEqual([
      ...['api,score,forward', 'ingest,evaluate', 'ingest,evaluate'],
    ]);
  });

  test.each(services)('%s can change little of itself, and no other user', (_, service) => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.user ?? 'root').not.toMatch(/^(root|0)(:|$)/);
  });

  test.each(services)('%s is watched, restarted, and takes no more than its share', (_, service) => {
    expect(service.healthcheck?.test[0]).toMatch(/^CMD/);
    expect(service.restart).toBe('unless-stopped');
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    expect(service.cpus).toBeGreaterThan(0);
    expect(service.pids_limit).toBeGreaterThan(0);
  });

  test('waits for what it needs until that works', () => {
    for (const [, service] of ours) {
      expect(service.depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        influxdb: { condition: 'service_healthy' },
        mosquitto: { condition: 'service_healthy' },
      });
    }
  });

  test('opens the page, MQTT with TLS and Grafana, on this machine alone unless told', () => {
    const open = Object.values(file.services).flatMap(({ ports = [] }) => ports);
    expect(open.sort()).toEqual([
      ...['127.0.0.1:3000:3000/tcp', '127.0.0.1:8443:8443/tcp', '127.0.0.1:8883:8883/tcp'],
    ]);
    const told = textOf('docker-compose.yml').match(/\$\{VIGIL_BIND:-127\.0\.0\.1\}:\d+:\d+/g);
    expect(told?.map(port => port.split(':').at(-1))).toEqual(['8443', '8883']);
  });

  test('keeps the stores where nothing outside is reached', () => {
    expect(file.networks.inside?.internal).toBe(true);
    for (const name of ['postgres', 'influxdb', 'prometheus']) {
      expect(Object.keys(file.services[name]?.networks ?? {})).toEqual(['inside']);
    }
  });

  test.each(ours)('%s knows each variable it is given, and accepts them together', (_, service) => {
    const given = environmentOf(service);
    const asked = new Set<string>();
    const watched = new Proxy(given, {
      get: (target, name) => {
        asked.add(String(name));
        return target[String(name)];
      },
    });
    const config = readConfig(watched);
    // NODE_… are Node's own
    const unknown = Object.keys(given).filter(name => !asked.has(name) && !name.startsWith('NODE_'));
    expect(unknown).toEqual([]);
    expect(config.tls).not.toBeNull();
    expect(config.signIn.publicUrl).toMatch(/^https:/);
  });

  test.each(['ingest-1', 'ingest-2'])('%s shares its readings, with a session of its own', name => {
    const { environment, volumes } = file.services[name] ?? {};
    expect(environment?.MQTT_TOPICS?.replace(/^\$\$/, '$')).toBe('$share/vigil/vigil/v1/+/+');
    expect(environment?.MQTT_URL).toMatch(/^mqtts:/);
    expect(volumes).toEqual([`${name}:/data:rw`]);
  });

  test('mounts each secret that a variable or a command names, and no other', () => {
    for (const [name, service] of services) {
      const mounted = (service.secrets ?? []).map(({ source }) => source);
      expect(new Set(mounted).size, name).toBe(mounted.length);
      const named = Object.values(service.environment ?? {}).filter(v => v.startsWith('/run/secrets/'));
      for (const path of named) expect(mounted, `${name}: ${path}`).toContain(basename(path));
    }
    const mounted = services.flatMap(([, { secrets = [] }]) => secrets.map(({ source }) => source));
    expect([...new Set(mounted)].sort()).toEqual(Object.keys(file.secrets).sort());
  });

  test('takes its secrets from deploy/secrets, or from the folder that VIGIL_SECRETS names', () => {
    const folders = ({ secrets }: typeof file) => [
      ...new Set(Object.values(secrets).map(secret => dirname(secret.file))),
    ];
    expect(folders(file)).toEqual([join(root, 'deploy', 'secrets')]);
    expect(folders(resolved({ VIGIL_SECRETS: '/srv/vigil/secrets' }))).toEqual(['/srv/vigil/secrets']);
  });

  test('mounts files that are there', () => {
    const mounts = services.flatMap(([, { volumes = [] }]) =>
      volumes.map(volume => volume.split(':')[0] ?? ''),
    );
    const files = mounts.filter(path => path.startsWith('/'));
    expect(files.length).toBeGreaterThan(3);
    for (const path of files) expect(existsSync(path), path).toBe(true);
    expect(files.every(path => path.startsWith(root))).toBe(true);
    const volumes = mounts.filter(path => !path.startsWith('/'));
    expect(volumes.sort()).toEqual(Object.keys(file.volumes).sort());
  });
});
