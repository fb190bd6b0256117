import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readOperatorToken } from '../../src/accounts/operator-token.ts';
import { eventually, freePort, getJson, startVigil } from '../faults/process.ts';
import { tempFolder } from '../support/store.ts';

const start = async () => {
  const folder = tempFolder();
  const [port, mqttPort] = [await freePort(), await freePort()];
  const env = { VIGIL_DATA: folder, VIGIL_PORT: String(port), VIGIL_MQTT_PORT: String(mqttPort) };
  const vigil = startVigil(['serve'], env);
  onTestFinished(() => void vigil.process.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await eventually(() => getJson(`${url}/readyz`));
  const ended = new Promise<number | null>(resolve => vigil.process.once('exit', resolve));
  return { ...vigil, url, port, ended, token: readOperatorToken(folder) ?? '' };
};

test('SIGTERM: streams end with a hint when to come back, and it ends with code 0', {
  timeout: 120_000,
}, async () => {
  const vigil = await start();
  const headers = { authorization: `Bearer ${vigil.token}` };
  const stream = await fetch(`${vigil.url}/api/v1/events`, { headers });
  const heard = stream.text();
  vigil.process.kill('SIGTERM');
  expect(await vigil.ended).toBe(0);
  expect(await heard).toContain('retry: ');
  expect(vigil.output()).toMatch(/"event":"draining"[\s\S]*"event":"drained"/);
});

test('a second signal ends it at once, whatever it waits for', { timeout: 120_000 }, async () => {
  const vigil = await start();
  const slow = connect(vigil.port, '127.0.0.1');
  onTestFinished(() => void slow.destroy());
  slow.on('error', () => undefined);
  const head = ['POST /api/v1/ingest/native HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json'];
  slow.write(
    [...head, `authorization: Bearer ${vigil.token}`, 'content-length: 100', '', '{"topic"'].join('\r\n'),
  );
  // the head has arrived when a later connection is answered
  await getJson(`${vigil.url}/healthz`);
  vigil.process.kill('SIGTERM');
  await eventually(() => vigil.output().includes('"event":"draining"') || undefined);
  vigil.process.kill('SIGTERM');
  expect(await vigil.ended).toBe(143);
  expect(vigil.output()).not.toContain('"event":"drained"');
});
