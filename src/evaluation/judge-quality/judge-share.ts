import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { factsOf } from '../../alerts/rule-facts.ts';
import { openStore, type Store } from '../../db/open.ts';
import type { Inbound } from '../../ingest/understand.ts';
import { createDirectory, type Directory, type PatientEntry } from '../../roster/directory.ts';
import { importRoster } from '../../roster/import-roster.ts';
import { seedPrograms } from '../../roster/programs.ts';
import { type Change, drivePatient } from '../driver.ts';
import { createIntake, type Step, type Taken } from '../driver-intake.ts';
import { createLine } from '../driver-line.ts';
import { diligentReviewer } from '../driver-reviewer.ts';
import type { JudgedSet } from './judged-sets.ts';
import { type PatientScore, scorePatient } from './score-patient.ts';
import type { TrueEvent } from './truth.ts';

/** Patients who have devices in common, by the site's own ids, and what their devices sent, in order of arrival. */
export type Group = { readonly patients: readonly string[]; readonly messages: Iterable<Inbound> };

export type Share = {
  /** of everyone in the groups */
  readonly roster: string;
  readonly truth: readonly TrueEvent[];
  readonly groups: Iterable<Group>;
  readonly startAt: number;
  readonly endAt: number;
  /** by patient, where the first device is held only from a later instant on */
  readonly heldFrom: ReadonlyMap<string, number>;
  readonly sets: readonly JudgedSet[];
  /** also the first set without each of its rules */
  readonly withoutEach: boolean;
  readonly onPatient: (score: JudgedPatient) => void;
};

export type JudgedPatient = {
  readonly patient: string;
  /** from when on she was watched */
  readonly startAt: number;
  /** by the name of the set */
  readonly scores: Readonly<Record<string, PatientScore>>;
  /** of the first set without a rule, by the rule's id; only those that fired on the patient */
  readonly without: Readonly<Record<string, PatientScore>>;
};

export type ShareReport = {
  readonly outcomes: Readonly<Partial<Record<Taken, number>>>;
  /** patients for whom a rule broke, by rule id */
  readonly failures: Readonly<Record<string, number>>;
};

type Enrolled = { readonly directory: Directory; readonly patientIds: ReadonlyMap<string, string> };

const maxPayloadBytes = 65_536;

const enrol = async (store: Store, { roster, startAt }: Share): Promise<Enrolled> => {
  await seedPrograms(store, startAt);
  const directory = await createDirectory(store);
  await importRoster({ store, directory, actor: { type: 'system' }, at: startAt }, roster);
  const { id, siteId } = store.t.patient;
  const rows = await store.reader.select({ id, siteId }).from(store.t.patient);
  return { directory, patientIds: new Map(rows.map(row => [row.siteId, row.id])) };
};

const watchedFrom = ({ startAt, heldFrom }: Share, siteId: string): number =>
  Math.max(startAt, heldFrom.get(siteId) ?? startAt);

type Patient = { readonly id: string; readonly siteId: string; readonly steps: readonly Step[] };
type Told = { readonly at: number; readonly changes: readonly Change[] };

/** What the fold told of each set, in order: lines can then be led through it more than once. */
const toldOf = (
  { startAt, endAt, sets }: Share,
  directory: Directory,
  { id: patientId, steps }: Patient,
  entry: PatientEntry,
  failed: (ruleId: string) => void,
): readonly (readonly Told[])[] => {
  const told: Told[][] = sets.map(() => []);
  const failures = drivePatient({
    directory,
    patientId,
    steps,
    startAt,
    endAt,
    contestants: sets.map(({ rules, timelineOf }, i) => ({
      rules,
      timeline: timelineOf(entry.timeline),
      onChange: (at, changes) => told[i]?.push({ at, changes }),
    })),
  });
  for (const { ruleId } of failures) failed(ruleId);
  return told;
};

const withoutRule = (told: readonly Told[], ruleId: string): readonly Told[] =>
  told.flatMap(({ at, changes }) => {
    const rest = changes.filter(c => c.rule.id !== ruleId);
    return rest.length > 0 ? [{ at, changes: rest }] : [];
  });

const firedRules = (told: readonly Told[]): ReadonlySet<string> =>
  new Set(
    told.flatMap(({ changes }) => changes.filter(c => c.episode.everFiredAt !== null).map(c => c.rule.id)),
  );

const judgePatient = (
  share: Share,
  directory: Directory,
  patient: Patient,
  failed: (ruleId: string) => void,
): JudgedPatient => {
  const { endAt, sets } = share;
  const startAt = watchedFrom(share, patient.siteId);
  const judged = { patient: patient.siteId, startAt };
  const entry = directory.patient(patient.id, share.startAt);
  if (!entry) return { ...judged, scores: {}, without: {} };
  const { timeZone } = entry.context;
  const events = share.truth.filter(e => e.patient === patient.siteId);
  const told = toldOf(share, directory, patient, entry, failed);
  const scoreOf = ({ rules }: JudgedSet, itsTold: readonly Told[]): PatientScore => {
    const line = createLine({ timeZone, reviewer: diligentReviewer, factsOf: factsOf(rules) });
    for (const { at, changes } of itsTold) line.onChange(at, changes);
    return scorePatient(line.finish(endAt), events, endAt - startAt);
  };
  const scores = sets.map((set, i) => [set.name, scoreOf(set, told[i] ?? [])] as const);
  const [first] = sets;
  const [ofFirst = []] = told;
  const left = first && share.withoutEach ? [...firedRules(ofFirst)] : [];
  const without = left.flatMap(ruleId =>
    first ? [[ruleId, scoreOf(first, withoutRule(ofFirst, ruleId))] as const] : [],
  );
  return { ...judged, scores: Object.fromEntries(scores), without: Object.fromEntries(without) };
};

/**
 * Leads the streams of some patients through rule sets side by side and holds what each did against the truth. The roster
 * is taken up as the service would, in a store of its own that is thrown away; patients are learning at first.
 */
export const judgeShare = async (share: Share): Promise<ShareReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-judge-'));
  const store = openStore(folder, { durable: false });
  try {
    return judgeGroups(share, await enrol(store, share));
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const judgeGroups = (share: Share, enrolled: Enrolled): ShareReport => {
  const outcomes: Partial<Record<Taken, number>> = {};
  const failures: Record<string, number> = {};
  const { assignmentsOf, patient } = enrolled.directory;
  for (const { patients, messages } of share.groups) {
    const intake = createIntake({ assignmentsOf, maxPayloadBytes, patient });
    for (const message of messages) {
      const outcome = intake.take(message);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    for (const siteId of patients) {
      const id = enrolled.patientIds.get(siteId) ?? siteId;
      const steps = intake.steps.get(id) ?? [];
      const judged = judgePatient(share, enrolled.directory, { id, siteId, steps }, ruleId => {
        failures[ruleId] = (failures[ruleId] ?? 0) + 1;
      });
      share.onPatient(judged);
    }
  }
  return { outcomes, failures };
};
