import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokerConfig } from '../../src/cli/broker-config.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { testApp } from '../support/app.ts';
import { now, tempFolder } from '../support/store.ts';
import { compose, root, textOf, yaml } from './compose.ts';

const { missing } = compose();

const sourcesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => textOf(`${folder}/${name}`));

const metricsIn = (text: string): string[] => [...new Set(text.match(/\bvigil_[a-z_]+/g) ?? [])];

test.each(['grafana/dashboards/vigil.json', 'prometheus/alerts.yml'])('every figure of %s exists', file => {
  const known = metricsIn(sourcesUnder('src').join('\n'));
  const used = metricsIn(textOf(`deploy/${file}`));
  expect(used.length).toBeGreaterThan(5);
  // `vigil_webhook_deliveries_${state}` is written with its end left open
  const exists = (name: string) => known.some(k => k === name || (k.endsWith('_') && name.startsWith(k)));
  expect(used.filter(name => !exists(name))).toEqual([]);
});

/** There with a broker, or an InfluxDB, of one's own: gauges, which need no beginning. */
const withServers = ['vigil_broker_connected', 'vigil_history_oldest_seconds'];

test('a process that has just started tells each figure of alerts.yml, so that the first failure is a rise', async () => {
  const { app } = await testApp(now, { database: null });
  const text = await (await app.api.request('/metrics', { headers: { host: '127.0.0.1' } })).text();
  const told = text.split('\n').map(line => line.slice(0, line.lastIndexOf(' ')));
  const used = textOf('deploy/prometheus/alerts.yml').match(/\bvigil_[a-z_]+(\{[^}]*\})?/g) ?? [];
  expect(used.length).toBeGreaterThan(5);
  expect(used.filter(name => !told.includes(name))).toEqual(withServers);
});

test('alerts.yml asks for the rise of counters alone: that of a gauge says nothing', () => {
  const risen = [...textOf('deploy/prometheus/alerts.yml').matchAll(/increase\((\w+)/g)].map(
    ([, name]) => name,
  );
  expect(risen.length).toBeGreaterThan(2);
  for (const name of risen) expect(name).toMatch(/_total$/);
});

test('the dashboard asks the data source that is provisioned, and places no panel on another', () => {
  const dashboard = JSON.parse(textOf('deploy/grafana/dashboards/vigil.json')) as {
    panels: { id: number; datasource: { uid: string }; gridPos: Record<'x' | 'y' | 'w' | 'h', number> }[];
  };
  expect(new Set(dashboard.panels.map(({ datasource }) => datasource.uid))).toEqual(new Set(['prometheus']));
  expect(textOf('deploy/grafana/provisioning/datasources/vigil.yml')).toContain('uid: prometheus');
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

/** What the lines of a Mosquitto configuration set, whatever the folder. */
const settings = (text: string): string[] =>
  text
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.replace(/\/\S*\/(?=[\w.]+\/?$)/, ''))
    .sort();

test('Mosquitto is told what vigil broker-config tells it', async () => {
  const out = join(tempFolder(), 'broker');
  await brokerConfig.run(['mosquitto', '--tls', '--out', out], {
    config: readConfig({}),
    clock: systemClock,
    print: () => {},
    tell: () => {},
    signal: new AbortController().signal,
  });
  const written = readFileSync(join(out, 'mosquitto.conf'), 'utf8');
  expect(settings(textOf('deploy/mosquitto/mosquitto.conf'))).toEqual(settings(written));
  expect(textOf('deploy/mosquitto/acl')).toBe(readFileSync(join(out, 'acl'), 'utf8'));
});

describe.skipIf(missing)('Prometheus', () => {
  test('reads every process of Vigil, with its token, over TLS', () => {
    const { scrape_configs: jobs } = yaml(textOf('deploy/prometheus/prometheus.yml')) as {
      scrape_configs: { job_name: string; scheme?: string; static_configs: { targets: string[] }[] }[];
    };
    const vigil = jobs.find(({ job_name }) => job_name === 'vigil');
    expect(vigil?.scheme).toBe('https');
    const processes = [...textOf('docker-compose.yml').matchAll(/^ {2}([\w-]+):\n {4}<<: \*vigil$/gm)];
    expect(processes.length).toBeGreaterThan(2);
    expect(vigil?.static_configs[0]?.targets.sort()).toEqual(
      processes.map(([, name]) => `${name}:8443`).sort(),
    );
  });

  test('has alerts, each with its reason in words', () => {
    const { groups } = yaml(textOf('deploy/prometheus/alerts.yml')) as {
      groups: { rules: { alert: string; annotations: { summary: string } }[] }[];
    };
    const rules = groups.flatMap(group => group.rules);
    expect(rules.length).toBeGreaterThan(5);
    for (const { alert, annotations } of rules) expect(annotations.summary.length, alert).toBeGreaterThan(20);
  });
});

const deployed = (): string[] => [
  ...['docker-compose.yml', 'Dockerfile', '.dockerignore'],
  ...readdirSync(join(root, 'deploy'), { recursive: true, encoding: 'utf8' })
    .filter(name => !name.startsWith('secrets') && statSync(join(root, 'deploy', name)).isFile())
    .map(name => `deploy/${name}`),
];

test('no file holds a secret: passwords are read from files', () => {
  expect(deployed().length).toBeGreaterThan(10);
  for (const path of deployed()) {
    const text = textOf(path);
    expect(text, path).not.toMatch(/-----BEGIN|\$[67]\$\d*\$?[A-Za-z0-9+/]{8}|vigil_[A-Za-z0-9_-]{40}/);
    const given = text.matchAll(
      /(?:^\s*|\{ )(?:\w*(?:PASSWORD|SECRET|TOKEN)\w*|password)\s*[:=]\s*["']?([^\s"']+)/gm,
    );
    for (const [line, value] of given) {
      expect(value, `${path}: ${line.trim()}`).toMatch(/^(\/run\/secrets\/|\$\(|\$__file\{)/);
    }
  }
  expect(textOf('.gitignore')).toContain('deploy/secrets/');
});

describe('the image', () => {
  const dockerfile = textOf('Dockerfile');

  test('is built in stages, runs as no root, says whether it works, and ends by SIGTERM', () => {
    const [, last = ''] = dockerfile.split(/^FROM .*(?<! AS build)$/m);
    expect(dockerfile).toMatch(/^FROM node:24-bookworm-slim AS build$/m);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^STOPSIGNAL SIGTERM$/m);
    expect(last).toMatch(/^HEALTHCHECK .*\["node", "deploy\/health-check\.js", "\/healthz"\]$/m);
    expect(last).toMatch(/^ENTRYPOINT \["node", "bin\/vigil\.js"\]$/m);
    expect(last).not.toMatch(/curl|wget|apt-get/);
  });

  test('holds what it copies, and its context nothing else', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, from = '']) =>
      from.split(' '),
    );
    const let_in = textOf('.dockerignore')
      .split('\n')
      .flatMap(line => (line.startsWith('!') ? [line.slice(1)] : []));
    expect(copied.sort()).toEqual(let_in.sort());
    for (const path of copied) expect(statSync(join(root, path)), path).toBeTruthy();
    expect(textOf('.dockerignore').split('\n')[0]).toBe('*');
  });
});
