import type { Kit } from './kit.ts';
import { accountTables } from './tables/accounts.ts';
import { attendanceTables } from './tables/attendance.ts';
import { careTables } from './tables/care.ts';
import { evaluationTables } from './tables/evaluation.ts';
import { historyTables } from './tables/history.ts';
import { processTables } from './tables/processes.ts';
import { readingTables } from './tables/readings.ts';
import { riskTables } from './tables/risk.ts';
import { rosterTables } from './tables/roster.ts';
import { worklistTables } from './tables/worklist.ts';

/** Every table, defined once; `schema.sqlite.ts` and `schema.pg.ts` export it for each dialect. */
export const defineTables = (kit: Kit) => ({
  ...rosterTables(kit),
  ...readingTables(kit),
  ...evaluationTables(kit),
  ...worklistTables(kit),
  ...attendanceTables(kit),
  ...riskTables(kit),
  ...accountTables(kit),
  ...careTables(kit),
  ...processTables(kit),
  ...historyTables(kit),
});

export type Tables = ReturnType<typeof defineTables>;
