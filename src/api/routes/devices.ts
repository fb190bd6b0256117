import { createRoute } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import { deviceSchema } from '../../contract/devices.ts';
import { listDevices, readDevice } from '../../roster/devices.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['devices'];

export const deviceRoutes = (api: Router, { store }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/devices',
      tags,
      summary: 'Devices and who has them',
      request: { query: pageQuery },
      responses: answers(pageOf(deviceSchema, 'DevicePage'), 'a page of devices'),
    }),
    async c => c.json(await listDevices(store, c.req.valid('query')), 200),
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
};
