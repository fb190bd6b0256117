import { createRoute, z } from '@hono/zod-openapi';
import { patientLimitsSchema } from '../../contract/overrides.ts';
import { endInput, endOverride, overrideInput, setOverride } from '../../roster/overrides.ts';
import { readPatientLimits } from '../../roster/overrides-list.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['patients'];
const asTheyAre = 'the limits as they are now';

export const overrideRoutes = (api: Router, { store, directory, clock, feed, kick }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/limits',
      tags,
      summary: "What a patient is judged by: the program's limits and rules, and the patient's own settings",
      request: { params: idParam },
      responses: answers(patientLimitsSchema, 'the limits', [404]),
    }),
    async c => c.json(await readPatientLimits(store, c.req.valid('param').id, clock.now()), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/limits',
      tags,
      summary: 'Set one limit or rule parameter for one patient, in place of what the program says',
      request: { params: idParam, body: jsonBody(overrideInput) },
      responses: answers(patientLimitsSchema, asTheyAre, [401, 404, 413, 415, 422]),
    }),
    async c => {
      const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const id = await setOverride(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(await readPatientLimits(store, id, clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/limits/{setting}/end',
      tags,
      summary: "End a patient's own setting before its time: the program's holds again",
      request: {
        params: idParam.extend({ setting: z.string().min(1) }),
        body: jsonBody(endInput),
      },
      responses: answers(patientLimitsSchema, asTheyAre, [401, 404, 409, 413, 415]),
    }),
    async c => {
      const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const { id: patient, setting } = c.req.valid('param');
      const id = await endOverride(deps, patient, setting, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(await readPatientLimits(store, id, clock.now()), 200);
    },
  );
};
