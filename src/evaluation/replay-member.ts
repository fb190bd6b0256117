import { dayMs } from '../domain/local-day.ts';
import type { Directory } from '../roster/directory.ts';
import { crossingFrom } from '../roster/rule-set-check.ts';
import type { LoadPast } from './backtest-load.ts';
import type { PatientOutcome } from './backtest-outcome.ts';
import type { OnFile } from './backtest-past.ts';
import { replayPatient, warmUpMs } from './backtest-patient.ts';
import type { Pair } from './backtest-sharing.ts';

type Deps = {
  readonly directory: Pick<Directory, 'patient'>;
  readonly load: LoadPast;
  readonly onFile: OnFile;
};
type Member = { readonly id: string; readonly timeZone: string; readonly enrolledAt: number };
type Asked = { readonly pair: Pair; readonly startAt: number; readonly endAt: number };

/** Replays one patient's stored readings under two timelines, and puts beside it what is on file. */
export const replayMember = async (
  { directory, load, onFile }: Deps,
  { id, timeZone, enrolledAt }: Member,
  { pair, startAt, endAt }: Asked,
  ownRules: Set<string>,
): Promise<PatientOutcome> => {
  const past = await load(id, { startAt: startAt - warmUpMs, countedFrom: startAt, endAt });
  const replay = { directory, patientId: id, timeZone, past, startAt, endAt };
  const replayed = replayPatient(replay, pair, ownRules);
  const knownAt = Math.min(enrolledAt, past.firstAt ?? enrolledAt);
  return {
    patientId: id,
    days: Math.max(0, endAt - Math.max(startAt, knownAt)) / dayMs,
    readings: past.readings,
    historyReadings: past.historyReadings,
    current: replayed.current,
    proposed: replayed.proposed,
    admissions: onFile.admissions(id),
    real: onFile.real(id),
    isContradicted: crossingFrom(pair.proposed, endAt) !== null,
    failedRules: [...new Set(replayed.failures.map(f => f.ruleId))],
  };
};
