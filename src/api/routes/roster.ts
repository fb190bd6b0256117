import { createRoute, z } from '@hono/zod-openapi';
import { importReportSchema, recordsReportSchema } from '../../contract/ingest.ts';
import { columnsInWords } from '../../roster/columns-in-words.ts';
import { importConditions } from '../../roster/import-conditions.ts';
import { importEncounters } from '../../roster/import-encounters.ts';
import type { RecordsDeps, RecordsImport } from '../../roster/import-records.ts';
import { importRoster } from '../../roster/import-roster.ts';
import type { ApiDeps } from '../context.ts';
import { answers } from '../route-kit.ts';
import type { Router } from '../server.ts';

type FilePath = `/${keyof typeof columnsInWords}`;

const wordsOf = {
  '/roster': columnsInWords.roster,
  '/encounters': columnsInWords.encounters,
  '/conditions': columnsInWords.conditions,
} as const satisfies Readonly<Record<FilePath, string>>;

const fileRoute = <P extends FilePath, S extends z.ZodType>(path: P, summary: string, report: S) =>
  createRoute({
    method: 'post',
    path,
    tags: ['roster'],
    summary,
    description: `${wordsOf[path]} UTF-8, separated by commas, one header; refused whole, each error with its line and field.`,
    request: {
      body: { required: true, content: { 'text/csv': { schema: z.string() } } },
    },
    responses: answers(report, 'what was added and changed', [401, 413, 415, 422]),
  });

const recordRoute = <P extends FilePath>(
  api: Router,
  { store, directory, clock, feed }: ApiDeps,
  path: P,
  summary: string,
  importFile: (deps: RecordsDeps & Pick<ApiDeps, 'directory'>, csv: string) => Promise<RecordsImport>,
) =>
  api.openapi(fileRoute(path, summary, recordsReportSchema), async c => {
    const deps = { store, directory, actor: c.get('actor'), at: clock.now() };
    const { report } = await importFile(deps, await c.req.text());
    feed.notify();
    return c.json(report, 200);
  });

export const rosterRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, directory, clock, feed, kick } = deps;
  api.openapi(
    fileRoute(
      '/roster',
      'Import a roster file (CSV, a line a device): all of it, or nothing',
      importReportSchema,
    ),
    async c => {
      const roster = { store, directory, actor: c.get('actor'), at: clock.now() };
      const report = await importRoster(roster, await c.req.text());
      feed.notify();
      kick();
      return c.json(report, 200);
    },
  );
  recordRoute(
    api,
    deps,
    '/encounters',
    'Import stays and visits (CSV, a line a stay or visit): all of them, or nothing',
    importEncounters,
  );
  recordRoute(
    api,
    deps,
    '/conditions',
    'Import diagnoses (CSV, a line a diagnosis): all of them, or nothing',
    importConditions,
  );
};
