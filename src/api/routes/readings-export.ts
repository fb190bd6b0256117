import { createRoute, z } from '@hono/zod-openapi';
import { readingsCsv, readingsCsvQuery } from '../../care/readings-csv.ts';
import { findPatient } from '../../roster/patients.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam } from '../route-kit.ts';
import type { Router } from '../server.ts';

export const readingsExportRoutes = (api: Router, { store, history }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/readings.csv',
      tags: ['patients'],
      summary: 'Readings in measured order, [from, to), as CSV with UCUM units',
      request: { params: idParam, query: readingsCsvQuery },
      responses: {
        ...answers(z.unknown(), 'the readings', [404, 503]),
        200: {
          description: 'a header and a line a reading; text that a spreadsheet would compute is disarmed',
          content: { 'text/csv': { schema: z.string() } },
        },
      },
    }),
    async c => {
      const patient = await findPatient(store, c.req.valid('param').id);
      const csv = await readingsCsv(history, patient, c.req.valid('query'));
      return c.body(csv, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="readings.csv"',
      });
    },
  );
};
