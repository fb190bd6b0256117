import { createRoute } from '@hono/zod-openapi';
import { patientAlertSchema } from '../../contract/alerts.ts';
import { pageOf } from '../../contract/common.ts';
import { patientSchema, patientSummarySchema } from '../../contract/patients.ts';
import { readingSchema, rollupSchema } from '../../contract/readings.ts';
import { listReadings, listRollups, readingsQuery, rollupsQuery } from '../../readings/pages.ts';
import { changePatient, patientChange } from '../../roster/change-patient.ts';
import {
  findPatient,
  listPatients,
  patientSearch,
  patientsQuery,
  readPatient,
} from '../../roster/patients.ts';
import { setStatus } from '../../roster/set-status.ts';
import { statusInput } from '../../roster/status-input.ts';
import { listAlerts } from '../../worklist/alerts.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['patients'];

const verbRoutes = (api: Router, { store, directory, clock, feed, kick }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'patch',
      path: '/patients/{id}',
      tags,
      summary: 'Change contacts, provider, dry weight, site or tags; null clears',
      request: { params: idParam, body: jsonBody(patientChange) },
      responses: answers(patientSchema, 'the patient as it is now', [401, 404, 409, 413, 415]),
    }),
    async c => {
      const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const id = await changePatient(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(await readPatient(store, id, clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/status',
      tags,
      summary: 'Say how a patient is watched from now, from a planned time, or since up to 35 days ago',
      request: { params: idParam, body: jsonBody(statusInput) },
      responses: answers(patientSchema, 'the patient as it is now', [401, 404, 413, 415]),
    }),
    async c => {
      const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const id = await setStatus(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(await readPatient(store, id, clock.now()), 200);
    },
  );
};

export const patientRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, history, clock } = deps;
  verbRoutes(api, deps);
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients',
      tags,
      summary: 'Patients by name',
      request: { query: patientsQuery },
      responses: answers(pageOf(patientSummarySchema, 'PatientPage'), 'a page of patients'),
    }),
    async c => c.json(await listPatients(store, c.req.valid('query'), clock.now(), c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/search',
      tags,
      summary: 'Patients whose name, site id or phone holds a text; a body, since no name belongs in a URL',
      request: { body: jsonBody(patientSearch) },
      responses: answers(pageOf(patientSummarySchema, 'PatientPage'), 'a page of patients', [413, 415]),
    }),
    async c => c.json(await listPatients(store, c.req.valid('json'), clock.now(), c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}',
      tags,
      summary: 'One patient: contacts, devices, limits, open item',
      request: { params: idParam },
      responses: answers(patientSchema, 'the patient', [404]),
    }),
    async c => c.json(await readPatient(store, c.req.valid('param').id, clock.now()), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/readings',
      tags,
      summary: 'Readings in measured order, [from, to)',
      request: { params: idParam, query: readingsQuery },
      responses: answers(pageOf(readingSchema, 'ReadingPage'), 'a page of readings', [404, 503]),
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      return c.json(await listReadings(history, patient.id, c.req.valid('query')), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/rollups',
      tags,
      summary: 'Daily rollups by local calendar day',
      request: { params: idParam, query: rollupsQuery },
      responses: answers(pageOf(rollupSchema, 'RollupPage'), 'the rollups', [404]),
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      return c.json(await listRollups(store, patient.id, c.req.valid('query')), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/alerts',
      tags,
      summary: 'Alerts of one patient, newest first, ended ones too',
      request: { params: idParam, query: pageQuery },
      responses: answers(pageOf(patientAlertSchema, 'PatientAlertPage'), 'a page of alerts', [404]),
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      const query = { ...c.req.valid('query'), patient: patient.id };
      return c.json(await listAlerts(store, query, clock.now()), 200);
    },
  );
};
