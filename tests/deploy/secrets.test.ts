import { execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/store.ts';
import { root, textOf } from './compose.ts';
import { madeSecrets, openssl, run, slow } from './secrets.ts';

const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** Waits for the process to end; null when it was killed. */
const checkHealth = (env: Readonly<Record<string, string>>): Promise<number | null> =>
  new Promise(resolve => {
    const child = spawn(process.execPath, [join(root, 'deploy', 'health-check.js'), '/readyz'], { env });
    child.once('exit', resolve);
  });

describe.skipIf(openssl().missing)('deploy/make-secrets.sh', slow, () => {
  test('makes each file that docker-compose.yml mounts, in a folder closed to others, and prints none', () => {
    const folder = join(tempFolder(), 'secrets');
    const { stdout } = run('make-secrets.sh', folder);
    const wanted = [
      ...textOf('docker-compose.yml').matchAll(/file: "\$\{VIGIL_SECRETS:-\.\/deploy\/secrets\}\/([\w-]+)"/g),
    ].map(([, name]) => name);
    expect(wanted.length).toBeGreaterThan(8);
    expect(Object.keys(contents(folder)).sort()).toEqual([...wanted, 'ca-key'].sort());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'ca-key')).mode & 0o777).toBe(0o400);
    for (const [name, secret] of Object.entries(contents(folder))) {
      if (secret !== '') expect(stdout, name).not.toContain(secret.trim());
      if (name.endsWith('-password')) expect(secret, name).toMatch(/^[\w-]{32}$/);
    }
  });

  test('run again, keeps what is there, and makes what was deleted', () => {
    const folder = madeSecrets('vigil.example');
    const before = contents(folder);
    run('make-secrets.sh', folder, 'vigil.example');
    expect(contents(folder)).toEqual(before);
    rmSync(join(folder, 'vigil-cert'));
    run('make-secrets.sh', folder, 'vigil.example');
    const { 'vigil-cert': cert, 'vigil-key': key, ...others } = contents(folder);
    expect(before).toMatchObject(others);
    expect(new X509Certificate(cert ?? '').checkHost('vigil.example')).toBe('vigil.example');
    expect(key).not.toBe(before['vigil-key']);
  });

  test('names in its certificates every process and what it was told', () => {
    const folder = madeSecrets('vigil.example', '10.0.0.5');
    const ca = new X509Certificate(readFileSync(join(folder, 'ca')));
    const vigil = new X509Certificate(readFileSync(join(folder, 'vigil-cert')));
    for (const name of ['api', 'ingest-1', 'ingest-2', 'localhost', 'vigil.example']) {
      expect(vigil.checkHost(name), name).toBe(name);
    }
    expect(vigil.checkIP('10.0.0.5')).toBe('10.0.0.5');
    expect(vigil.checkHost('other.example')).toBeUndefined();
    expect(vigil.verify(ca.publicKey)).toBe(true);
    expect([ca.ca, vigil.ca]).toEqual([true, false]);
  });

  test('the health check passes over TLS with them while ready, and fails when not or when nobody is there', async () => {
    const folder = madeSecrets();
    let status = 200;
    const [cert, key] = ['vigil-cert', 'vigil-key'].map(name => readFileSync(join(folder, name)));
    const server = createServer({ cert, key }, (request, response) => {
      response.writeHead(request.url === '/readyz' ? status : 404).end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const env = {
      TLS_CERT: join(folder, 'vigil-cert'),
      VIGIL_PORT: String((server.address() as AddressInfo).port),
    };
    expect(await checkHealth(env)).toBe(0);
    status = 503;
    expect(await checkHealth(env)).toBe(1);
    await new Promise(resolve => server.close(resolve));
    expect(await checkHealth(env)).toBe(1);
  });
});

test('the scripts are sound POSIX shell', () => {
  for (const script of ['make-secrets.sh', 'add-device.sh', 'mosquitto-line.sh', 'mosquitto/start.sh']) {
    execFileSync('sh', ['-n', join(root, 'deploy', script)]);
  }
});
