import { createRoute, z } from '@hono/zod-openapi';
import { listMedications } from '../../care/medications.ts';
import {
  addMedication,
  changeMedication,
  endMedication,
  removeMedication,
} from '../../care/medications-change.ts';
import { pageOf } from '../../contract/common.ts';
import {
  medicationChange,
  medicationEnd,
  medicationInput,
  medicationRemoval,
  medicationSchema,
} from '../../contract/medications.ts';
import { findPatient } from '../../roster/patients.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['patients'];
const medicationPage = pageOf(medicationSchema, 'MedicationPage');
const ofMedication = idParam.extend({ medication: z.string().min(1) });
const asTheyAre = answers(medicationPage, 'the medications as they are now', [401, 404, 409, 413, 415]);

const readRoutes = (api: Router, { store, clock }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/medications',
      tags,
      summary: "A patient's medications, those taken today first",
      request: { params: idParam },
      responses: answers(medicationPage, 'all of them', [404]),
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      return c.json(await listMedications(store, patient, clock.now()), 200);
    },
  );
};

export const medicationRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, clock, feed } = deps;
  readRoutes(api, deps);
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/medications',
      tags,
      summary: 'Put a medication on file',
      request: { params: idParam, body: jsonBody(medicationInput) },
      responses: asTheyAre,
    }),
    async c => {
      const verb = { store, actor: c.get('actor'), at: clock.now() };
      const patient = await addMedication(verb, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      return c.json(await listMedications(store, patient, clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'patch',
      path: '/patients/{id}/medications/{medication}',
      tags,
      summary: 'Change a medication; null clears',
      request: { params: ofMedication, body: jsonBody(medicationChange) },
      responses: asTheyAre,
    }),
    async c => {
      const { id, medication } = c.req.valid('param');
      const verb = { store, actor: c.get('actor'), at: clock.now() };
      const patient = await changeMedication(verb, { patient: id, medication }, c.req.valid('json'));
      feed.notify();
      return c.json(await listMedications(store, patient, clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/medications/{medication}/end',
      tags,
      summary: 'Say the last day on which a medication is taken',
      request: { params: ofMedication, body: jsonBody(medicationEnd) },
      responses: asTheyAre,
    }),
    async c => {
      const { id, medication } = c.req.valid('param');
      const verb = { store, actor: c.get('actor'), at: clock.now() };
      const patient = await endMedication(verb, { patient: id, medication }, c.req.valid('json'));
      feed.notify();
      return c.json(await listMedications(store, patient, clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/medications/{medication}/remove',
      tags,
      summary: 'Take off a medication that was entered in error',
      request: { params: ofMedication, body: jsonBody(medicationRemoval) },
      responses: asTheyAre,
    }),
    async c => {
      const { id, medication } = c.req.valid('param');
      const verb = { store, actor: c.get('actor'), at: clock.now() };
      const patient = await removeMedication(verb, { patient: id, medication }, c.req.valid('json').version);
      feed.notify();
      return c.json(await listMedications(store, patient, clock.now()), 200);
    },
  );
};
