import { createRoute } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { resolutionSchema, suspectSchema, unownedSchema } from '../../contract/readings.ts';
import { resolveInput } from '../../ingest/resolve-input.ts';
import { resolveReading } from '../../ingest/resolve-reading.ts';
import { listResolutions, resolutionBody } from '../../readings/resolutions.ts';
import { listSuspect, listUnowned } from '../../readings/waiting.ts';
import { findPatient } from '../../roster/patients.ts';
import type { ApiDeps } from '../context.ts';
import { refusePatient } from '../reach.ts';
import { answers, idParam, jsonBody, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['readings'];

export const readingRoutes = (api: Router, { store, clock, feed, kick }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/unowned-readings',
      tags,
      summary: 'Whose reading? Readings of known devices whose owner is unclear',
      request: { query: pageQuery },
      responses: answers(pageOf(unownedSchema, 'UnownedPage'), 'a page, latest first'),
    }),
    async c => c.json(await listUnowned(store, c.req.valid('query'), clock.now(), c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/suspect-readings',
      tags,
      summary: 'Readings that no rule may judge until a person has looked',
      request: { query: pageQuery },
      responses: answers(pageOf(suspectSchema, 'SuspectPage'), 'a page, latest first'),
    }),
    async c => c.json(await listSuspect(store, c.req.valid('query'), clock.now(), c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/readings/{id}/resolve',
      tags,
      summary: 'Say what a reading is, or whose: accept, correct, reassign or discard it',
      description:
        'Meant is a reading that waits (suspect, or of unclear owner), or with `of` any reading of that patient. ' +
        'Everyone concerned is judged again from its instant on; the reading as it was is kept.',
      request: { params: idParam, body: jsonBody(resolveInput) },
      responses: answers(resolutionSchema, 'what was decided', [401, 404, 409, 413, 415, 422]),
    }),
    async c => {
      const input = c.req.valid('json');
      await refusePatient(c, { store, clock }, input.patient, 'patient');
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      const resolution = await resolveReading(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(resolutionBody(resolution), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/resolutions',
      tags,
      summary: 'What people decided of readings that a patient had or has',
      request: { params: idParam, query: pageQuery },
      responses: answers(pageOf(resolutionSchema, 'ResolutionPage'), 'a page, latest first', [404]),
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      return c.json(await listResolutions(store, patient.id, c.req.valid('query')), 200);
    },
  );
};
