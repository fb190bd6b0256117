import { createRoute } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { contactSchema } from '../../contract/worklist.ts';
import { findPatient } from '../../roster/patients.ts';
import { contactBody } from '../../worklist/bodies.ts';
import { contactInput } from '../../worklist/contact-row.ts';
import { listContacts } from '../../worklist/contacts.ts';
import { logPatientContact } from '../../worklist/log-contact.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['patients'];

export const contactRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, clock, feed } = deps;
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/contacts',
      tags,
      summary: 'Attempts to reach a patient, a caregiver or a provider, newest first',
      request: { params: idParam, query: pageQuery },
      responses: answers(pageOf(contactSchema, 'ContactPage'), 'a page of contacts', [404]),
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      return c.json(await listContacts(store, patient.id, c.req.valid('query')), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/contacts',
      tags,
      summary: 'Log an attempt to reach somebody, with or without an open item',
      request: { params: idParam, body: jsonBody(contactInput) },
      responses: answers(contactSchema, 'the contact as kept', [401, 404, 409, 413, 415, 422]),
    }),
    async c => {
      const verbDeps = { store, actor: c.get('actor'), at: clock.now() };
      const contact = await logPatientContact(verbDeps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      return c.json(contactBody(contact), 200);
    },
  );
};
