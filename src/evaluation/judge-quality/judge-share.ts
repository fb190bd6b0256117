import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { factsOf } from '../../alerts/rule-facts.ts';
import { openStore } from '../../db/open.ts';
import type { Inbound } from '../../ingest/understand.ts';
import type { Directory, PatientEntry } from '../../roster/directory.ts';
import { type Change, drivePatient } from '../driver.ts';
import type { SilentSpan } from '../driver-gateways.ts';
import { createIntake, type Step, type Taken } from '../driver-intake.ts';
import { createLine } from '../driver-line.ts';
import { diligentReviewer } from '../driver-reviewer.ts';
import { withStays } from '../driver-stays.ts';
import { type Enrolled, enrol } from './enrol.ts';
import { silentSpans } from './gateways.ts';
import type { JudgedSet } from './judged-sets.ts';
import { type PatientScore, scorePatient } from './score-patient.ts';
import type { JudgedStay } from './stays.ts';
import type { TrueEvent } from './truth.ts';

/** Patients who have devices or a gateway in common, by the site's own ids, and what their devices sent, in order of arrival. */
export type Group = { readonly patients: readonly string[]; readonly messages: Iterable<Inbound> };

export type Share = {
  /** of everyone in the groups */
  readonly roster: string;
  readonly truth: readonly TrueEvent[];
  readonly stays: readonly JudgedStay[];
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

const maxPayloadBytes = 65_536;

const watchedFrom = ({ startAt, heldFrom }: Share, siteId: string): number =>
  Math.max(startAt, heldFrom.get(siteId) ?? startAt);

type Patient = {
  readonly id: string;
  readonly siteId: string;
  readonly steps: readonly Step[];
  readonly silent: readonly SilentSpan[];
};
type Told = { readonly at: number; readonly changes: readonly Change[] };

/** What the fold told of each set, in order: lines can then be led through it more than once. */
const toldOf = (
  { startAt, endAt, sets, stays }: Share,
  directory: Directory,
  { id: patientId, siteId, steps }: Patient,
  entry: PatientEntry,
  failed: (ruleId: string) => void,
): readonly (readonly Told[])[] => {
  const told: Told[][] = sets.map(() => []);
  const own = stays.filter(stay => stay.patient === siteId);
  const failures = drivePatient({
    ...withStays(directory, steps, own, startAt),
    patientId,
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
    const line = createLine({
      timeZone,
      reviewer: diligentReviewer,
      factsOf: factsOf(rules),
      silent: patient.silent,
    });
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
    return judgeGroups(share, await enrol(store, share.roster, share.startAt));
  } finally {
    await store.close();
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
    const silent = silentSpans(enrolled, intake.steps, share);
    for (const siteId of patients) {
      const id = enrolled.patientIds.get(siteId) ?? siteId;
      const its = { id, siteId, steps: intake.steps.get(id) ?? [], silent: silent.get(id) ?? [] };
      const judged = judgePatient(share, enrolled.directory, its, ruleId => {
        failures[ruleId] = (failures[ruleId] ?? 0) + 1;
      });
      share.onPatient(judged);
    }
  }
  return { outcomes, failures };
};
