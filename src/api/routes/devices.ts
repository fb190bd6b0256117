import { createRoute } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { assignedSchema, deviceSchema } from '../../contract/devices.ts';
import { assignDevice, assignInput } from '../../roster/assign-device.ts';
import { assignedBody, listDevices, readDevice } from '../../roster/devices.ts';
import { endAssignment, endAssignmentInput } from '../../roster/end-assignment.ts';
import type { ApiDeps } from '../context.ts';
import { refusePatient } from '../reach.ts';
import { answers, idParam, jsonBody, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['devices'];

export const deviceRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, directory, clock, feed, kick } = deps;
  api.openapi(
    createRoute({
      method: 'get',
      path: '/devices',
      tags,
      summary: 'Devices and who has them',
      request: { query: pageQuery },
      responses: answers(pageOf(deviceSchema, 'DevicePage'), 'a page of devices'),
    }),
    async c => c.json(await listDevices(store, c.req.valid('query'), c.get('programs')), 200),
  );
  api.openapi(
    createRoute({
      method: 'get',
      path: '/devices/{id}',
      tags,
      summary: 'One device',
      request: { params: idParam },
      responses: answers(deviceSchema, 'the device', [404]),
    }),
    async c => c.json(await readDevice(store, c.req.valid('param').id), 200),
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/devices/{id}/assignments',
      tags,
      summary: 'Give a device to a patient; whoever had it before has it no more from then on',
      description:
        'A device that nobody has registered is. Readings whose owner was unclear and is clear now are filed; those ' +
        'filed to somebody else since `from` are moved with `moveReadings`, else counted.',
      request: { params: idParam, body: jsonBody(assignInput) },
      responses: answers(assignedSchema, 'who has it, and what became of its readings', [401, 413, 415, 422]),
    }),
    async c => {
      await refusePatient(c, deps, c.req.valid('json').patient, 'patient');
      const verbDeps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const assigned = await assignDevice(verbDeps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(assignedBody(assigned), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/assignments/{id}/end',
      tags,
      summary: 'End who has a device: now, earlier or later',
      request: { params: idParam, body: jsonBody(endAssignmentInput) },
      responses: answers(
        assignedSchema,
        'who had it, and what became of its readings',
        [401, 404, 413, 415, 422],
      ),
    }),
    async c => {
      const verbDeps = { store, directory, actor: c.get('actor'), at: clock.now() };
      const ended = await endAssignment(verbDeps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      kick();
      return c.json(assignedBody(ended), 200);
    },
  );
};
