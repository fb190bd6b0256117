import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SimulatedPatient, simulatePanel } from '../../simulators/patient.ts';
import { rosterCsv } from '../../simulators/roster.ts';
import { panelStream } from '../../simulators/stream.ts';
import { openStore, type Store } from '../db/open.ts';
import { dayMs, localDay, startOfLocalDay } from '../domain/local-day.ts';
import { drivePatient } from '../evaluation/driver.ts';
import { createIntake, type Step } from '../evaluation/driver-intake.ts';
import { withStays } from '../evaluation/driver-stays.ts';
import { daysBack } from '../risk/deterioration/telemetry.ts';
import { type TelemetryFeatures, telemetryFeatures } from '../risk/deterioration/telemetry-features.ts';
import { createDirectory, type Directory } from '../roster/directory.ts';
import { importRoster } from '../roster/import-roster.ts';
import { seedPrograms } from '../roster/programs.ts';
import { rules } from '../rules/catalogue.ts';
import { createAlertLog } from './train-deterioration-alerts.ts';
import { rollupsOver } from './train-deterioration-days.ts';

export type TrainingRow = {
  readonly features: TelemetryFeatures;
  /** 1: a clinical event comes to its outcome within the next 14 days */
  readonly label: 0 | 1;
  readonly patient: string;
  /** of that event; else how the patient is: `before-onset`, `stable`, `stable-high` */
  readonly scenario: string;
  /** of that event; null without one */
  readonly outcomeAt: number | null;
  readonly program: string;
};

export type TrainingPanel = { readonly seed: number; readonly patients: number; readonly days: number };

export const horizonDays = 14;
/** after an event the weeks of recovery tell nothing of the next one */
const restDays = 14;
/** days of a patient's stream before the first row */
const learningDays = 28;
const everyDays = 3;
/** the panel lives in its own time, so that a seed gives the same rows on any day */
const startAt = Date.UTC(2026, 0, 5);

type Moment = Pick<TrainingRow, 'label' | 'scenario' | 'outcomeAt'>;

/** What is to come as of an instant; null for an instant that teaches nothing: in hospital, or soon after an event. */
export const whatComes = ({ courses, body }: SimulatedPatient, at: number): Moment | null => {
  const isOver = courses.some(
    c =>
      (c.clinical && at >= c.outcome && at < Math.max(c.recoveredAt, c.outcome + restDays * dayMs)) ||
      (c.stay !== null && at >= c.stay.admittedAt && at < c.stay.dischargedAt),
  );
  if (isOver) return null;
  const next = courses.find(c => c.clinical && c.outcome > at);
  const aheadMs = next ? next.outcome - at : Number.POSITIVE_INFINITY;
  if (next && aheadMs <= horizonDays * dayMs)
    return { label: 1, scenario: next.scenario, outcomeAt: next.outcome };
  if (next && next.onset <= at) return { label: 0, scenario: 'before-onset', outcomeAt: null };
  return { label: 0, scenario: body.pressure.isHigh ? 'stable-high' : 'stable', outcomeAt: null };
};

/** Midnights that rows are made at: every third, each patient begun at another. */
const momentsOf = ({ enrolledAt, endAt, timeZone }: SimulatedPatient, offset: number): readonly number[] => {
  const from = localDay(enrolledAt, timeZone) + learningDays + (offset % everyDays);
  const moments: number[] = [];
  for (let day = from; ; day += everyDays) {
    const at = startOfLocalDay(day, timeZone);
    if (at > endAt - horizonDays * dayMs) return moments;
    moments.push(at);
  }
};

type Known = { readonly directory: Pick<Directory, 'patient'>; readonly patientId: string };

const rowsOf = (
  { directory, patientId }: Known,
  simulated: SimulatedPatient,
  ownSteps: readonly Step[],
  offset: number,
): TrainingRow[] => {
  const { timeZone, endAt, courses, patient } = simulated;
  const entry = directory.patient(patientId, startAt);
  if (!entry) return [];
  const stays = courses.flatMap(({ stay }) => stay ?? []);
  const told = withStays(directory, ownSteps, stays, startAt);
  const alerts = createAlertLog();
  const contestants = [{ rules, timeline: entry.timeline, onChange: alerts.onChange }];
  drivePatient({ ...told, patientId, startAt, endAt, contestants });
  const rollups = rollupsOver(ownSteps, timeZone);
  return momentsOf(simulated, offset).flatMap(at => {
    const outcome = whatComes(simulated, at);
    const context = told.directory.patient(patientId, at)?.context;
    if (!outcome || !context) return [];
    const today = localDay(at, timeZone);
    const days = rollups(today - daysBack, today, at);
    const features = telemetryFeatures({ patient: context, at, days, alerts: alerts.openAt(at) });
    return [{ features, patient, program: context.programId, ...outcome }];
  });
};

const groupRows = (
  directory: Directory,
  idOf: ReadonlyMap<string, string>,
  group: readonly SimulatedPatient[],
): TrainingRow[] => {
  const { assignmentsOf, patient } = directory;
  const intake = createIntake({ assignmentsOf, maxPayloadBytes: 65_536, patient });
  const endAt = Math.max(...group.map(s => s.endAt));
  for (const { at, topic, payload } of panelStream(group, startAt, endAt)) {
    const bytes = Buffer.from(JSON.stringify(payload));
    intake.take({ source: 'mqtt', topic, payload: bytes, receivedAt: at, mode: 'live' });
  }
  return group.flatMap((simulated, i) => {
    const patientId = idOf.get(simulated.patient) ?? '';
    return rowsOf({ directory, patientId }, simulated, intake.steps.get(patientId) ?? [], i);
  });
};

const enrol = async (store: Store, panel: readonly SimulatedPatient[]) => {
  await seedPrograms(store, startAt);
  const directory = await createDirectory(store);
  await importRoster({ store, directory, actor: { type: 'system' }, at: startAt }, rosterCsv(panel));
  const { id, siteId } = store.t.patient;
  const rows = await store.reader.select({ id, siteId }).from(store.t.patient);
  return { directory, idOf: new Map(rows.map(row => [row.siteId, row.id])) };
};

/**
 * Patient-days of a simulated panel, with what the service would know at the end of each: taken in, rolled up and judged
 * by the same code, and nobody steps in. The same seed gives the same rows.
 */
export const trainingRows = async (
  { seed, patients, days }: TrainingPanel,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<readonly TrainingRow[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-train-'));
  const store = openStore(folder, { durable: false });
  try {
    const panel = simulatePanel({ seed, startAt, days, count: patients });
    const { directory, idOf } = await enrol(store, panel);
    const rows: TrainingRow[] = [];
    let done = 0;
    for (const group of Map.groupBy(panel, p => p.gateway).values()) {
      for (const row of groupRows(directory, idOf, group)) rows.push(row);
      done += group.length;
      onProgress(done, patients);
      await new Promise(setImmediate);
    }
    return rows;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
