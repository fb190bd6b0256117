import { test } from 'vitest';
import { type CallOptions, expectProblem, testApp } from './app.ts';

export type ChangingRoute = {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  /** a body that the route would accept */
  readonly body: unknown;
  /** false: who calls it names no person */
  readonly needsActor?: boolean;
  /** JSON unless stated */
  readonly type?: string;
};

const larger = 'x'.repeat(20 * 1024 * 1024);

const answer = async (
  { method, path, body, type = 'application/json' }: ChangingRoute,
  over: CallOptions,
) => {
  const app = await testApp({ patients: 0 });
  return app.request(path, { method, body, type, ...over });
};

/** What every route that changes something refuses before it looks at anything. */
export const describeRefusals = (route: ChangingRoute): void => {
  if (route.needsActor !== false) {
    test('401: nobody is signed in', async () => {
      const nobody = { status: 401, code: 'signed-out', field: 'Authorization' };
      await expectProblem(await answer(route, { actor: null }), nobody);
    });

    test.each([
      ['blank', '%20'],
      ['longer than 100 characters', 'a'.repeat(101)],
      ['not percent-encoded properly', 'Ana%'],
    ])('400: a name that is %s names nobody', async (_, actor) => {
      const unnamed = { status: 400, code: 'bad-request', field: 'Vigil-Actor' };
      await expectProblem(await answer(route, { actor }), unnamed);
    });
  }

  test('413: a body larger than 20 MiB, whether or not its length is stated', async () => {
    const text = JSON.stringify({ text: larger });
    const expected = { status: 413, code: 'body-too-big', field: 'body' };
    await expectProblem(await answer(route, { text }), expected);
    const headers = { 'content-length': String(text.length) };
    await expectProblem(await answer(route, { text, headers }), expected);
  });

  test.each([
    ['no content type', null],
    ['a form, which any web page can make a browser send', 'application/x-www-form-urlencoded'],
    ['plain text', 'text/plain'],
  ])('415: %s', async (_, type) => {
    await expectProblem(await answer(route, { type }), {
      status: 415,
      code: 'unsupported-media-type',
      field: 'Content-Type',
    });
  });

  test('421: another host name is not served', async () => {
    await expectProblem(await answer(route, { headers: { host: '127.0.0.1.evil.example' } }), {
      status: 421,
      code: 'host-not-allowed',
      field: 'Host',
    });
  });
};

/** What a route that takes JSON says of a body that is none. */
export const describeJsonRefusals = (route: ChangingRoute): void => {
  test('400: a body that is not valid JSON', async () => {
    await expectProblem(await answer(route, { text: '{"half":' }), {
      status: 400,
      code: 'not-json',
      field: 'body',
    });
  });

  test('400: a list, a word or null instead of an object', async () => {
    const refused = { status: 400, code: 'bad-request', field: 'body' };
    for (const text of ['[]', '"yes"', 'null']) await expectProblem(await answer(route, { text }), refused);
  });

  test('415: a roster file sent here', async () => {
    await expectProblem(await answer(route, { type: 'text/csv' }), {
      status: 415,
      code: 'unsupported-media-type',
      field: 'Content-Type',
    });
  });
};
