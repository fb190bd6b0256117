import type { Sql } from '../db/statements.ts';
import { allOf } from '../db/writer.ts';
import type { Metrics } from '../metrics.ts';
import type { Directory } from '../roster/directory.ts';
import type { Judged } from './judged.ts';
import type { Found } from './judged-stock.ts';
import { sameBatteries, stillStands } from './still-stands.ts';

type Deps = {
  readonly sql: Sql;
  readonly directory: Pick<Directory, 'patient' | 'revision'>;
  readonly metrics: Metrics;
};

/**
 * What was found ahead and may be written in this transaction. What was asked before the roster changed, or before a battery
 * was told of, is judged again.
 */
export const standing = ({ sql, directory, metrics }: Deps) => {
  const stands = stillStands(sql);
  const isAsAsked = ({ revision, entry, judged }: Found, now: number): boolean => {
    if (revision !== directory.revision()) return false;
    const known = directory.patient(judged.patientId, now);
    return known !== undefined && sameBatteries(entry.context.devices, known.context.devices);
  };
  return async (found: readonly Found[], now: number): Promise<readonly Judged[]> => {
    const stand = await allOf(found.map(async one => isAsAsked(one, now) && (await stands(one.judged))));
    const kept = found.filter((_, i) => stand[i]).map(one => one.judged);
    metrics.count('vigil_judged_aside_total', 'written', kept.length);
    metrics.count('vigil_judged_aside_total', 'again', found.length - kept.length);
    return kept;
  };
};
