import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { eventually } from '../faults/process.ts';
import { testApp } from '../support/app.ts';
import { now } from '../support/store.ts';

const served = async () => {
  const { app } = await testApp(now, { port: 0 });
  const url = app.url ?? '';
  const headers = { authorization: `Bearer ${app.tokens.operator}` };
  return { app, url, headers };
};

test('whoever listens to events is told when to come back, and the stream ends', async () => {
  const { app, url, headers } = await served();
  const stream = await fetch(`${url}/api/v1/events`, { headers });
  const heard = stream.text();
  await app.close();
  expect(await heard).toMatch(/^retry: \d{3,4}\n\n$/m);
});

/** A request of which the second half comes when `finish` is called. */
const halfSent = (port: number, token: string) => {
  const body = JSON.stringify({ topic: 'vigil/v1/nobody/weight', payload: {} });
  const head = [
    'POST /api/v1/ingest/native HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    'vigil-actor: Ana Ruiz',
    `content-length: ${body.length}`,
  ];
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  const ended = new Promise<string>(resolve => {
    socket.on('data', chunk => {
      answer += chunk;
    });
    socket.once('close', () => resolve(answer));
    socket.on('error', () => undefined);
  });
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`);
  return { ended, finish: () => socket.write(body.slice(10)) };
};

test('what is being answered is answered though nobody else is taken any more', async () => {
  const { app, url } = await served();
  const { ended, finish } = halfSent(Number(new URL(url).port), app.tokens.operator);
  // of what was sent before this was answered, the head has come
  await fetch(`${url}/healthz`);
  const closed = app.close();
  await eventually(() =>
    fetch(`${url}/healthz`).then(
      () => undefined,
      () => true,
    ),
  );
  finish();
  const answer = await ended;
  expect(answer).toMatch(/^HTTP\/1\.1 422 /);
  // nobody has such a device, and the message is kept all the same
  expect(answer).toContain('"rejectedId"');
  await closed;
});

test('while it drains it is not ready; duties and judging come to rest before it hangs up', async () => {
  const { app, url } = await served();
  const order: string[] = [];
  const held = Promise.withResolvers<void>();
  // a transaction in hand: the evaluator, which waits for the writer, cannot end before it
  const inHand = app.store.write(() => held.promise);
  app.evaluator.kick();
  const closed = app.close().then(() => order.push('closed'));
  const asked = await eventually(async () => {
    const answer = await fetch(`${url}/readyz`);
    return answer.status === 503 ? answer : undefined;
  });
  expect(await asked.text()).toContain('this process is stopping');
  order.push('not ready');
  held.resolve();
  await Promise.all([inHand, closed]);
  expect(order).toEqual(['not ready', 'closed']);
});
