import { createRoute } from '@hono/zod-openapi';
import { backtestSchema } from '../../contract/backtests.ts';
import { pageOf } from '../../contract/common.ts';
import { backtestInput } from '../../evaluation/backtests.ts';
import { listBacktests, readBacktest } from '../../evaluation/backtests-list.ts';
import type { ApiDeps } from '../context.ts';
import { refuseProgram } from '../reach.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['backtests'];
const listed = 50;

export const backtestRoutes = (api: Router, { store, backtests }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/backtests',
      tags,
      summary: 'The latest back-tests, without their results',
      responses: answers(pageOf(backtestSchema, 'BacktestPage'), 'latest first'),
    }),
    async c => c.json({ items: await listBacktests(store, listed, c.get('programs')), next: null }, 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/backtests/{id}',
      tags,
      summary: 'How far a back-test is, and its result once it is done',
      request: { params: idParam },
      responses: answers(backtestSchema, 'the back-test', [404]),
    }),
    async c => c.json(await readBacktest(store, c.req.valid('param').id), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/backtests',
      tags,
      summary: "Replay a program's stored readings under proposed limits or rules; nothing live changes",
      request: { body: jsonBody(backtestInput) },
      responses: answers(backtestSchema, 'the back-test, running', [401, 404, 409, 413, 415]),
    }),
    async c => {
      refuseProgram(c, c.req.valid('json').program, 'program');
      const id = await backtests.start(c.req.valid('json'), c.get('actor'));
      return c.json(await readBacktest(store, id), 200);
    },
  );
};
