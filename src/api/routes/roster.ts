import { createRoute, z } from '@hono/zod-openapi';
import { importReportSchema, recordsReportSchema } from '../../contract/ingest.ts';
import { importConditions } from '../../roster/import-conditions.ts';
import { importEncounters } from '../../roster/import-encounters.ts';
import type { RecordsDeps, RecordsImport } from '../../roster/import-records.ts';
import { importRoster } from '../../roster/import-roster.ts';
import type { ApiDeps } from '../context.ts';
import { answers } from '../route-kit.ts';
import type { Router } from '../server.ts';

/** What each column holds, for who writes the file. */
const columnsOf = {
  '/roster':
    'Columns patient, family, given, birthDate, sex, timeZone (IANA), program, device, kind, perWeek (readings expected); ' +
    'optionally from (a time with an offset; all along if blank), slot (user of a shared device), phone, language, caregiver, ' +
    'caregiverPhone, caregiverConsent (yes or no), emergencyContact, emergencyPhone, address, provider, dryWeightKg, site, tags (separated by ; or |).',
  '/encounters':
    'The patient is the site’s own id. `class` is inpatient, emergency or outpatient; times carry an offset; ' +
    '`dischargedAt` is blank while the patient is there, and comes with the same line sent again; `emergent` is yes or no.',
  '/conditions':
    'The patient is the site’s own id. `system` is icd9, icd10 or snomed; `code` with or without its dot; `onset` is a date or blank.',
} as const;

const fileRoute = <P extends keyof typeof columnsOf, S extends z.ZodType>(
  path: P,
  summary: string,
  report: S,
) =>
  createRoute({
    method: 'post',
    path,
    tags: ['roster'],
    summary,
    description: `${columnsOf[path]} UTF-8, separated by commas, one header; refused whole, each error with its line and field.`,
    request: {
      body: { required: true, content: { 'text/csv': { schema: z.string() } } },
    },
    responses: answers(report, 'what was added and changed', [401, 413, 415, 422]),
  });

const recordRoute = <P extends keyof typeof columnsOf>(
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
    'Import stays and visits (CSV: patient,class,admittedAt,dischargedAt,emergent): all of them, or nothing',
    importEncounters,
  );
  recordRoute(
    api,
    deps,
    '/conditions',
    'Import diagnoses (CSV: patient,system,code,onset): all of them, or nothing',
    importConditions,
  );
};
