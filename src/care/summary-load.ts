import { and, asc, desc, eq, gte, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { isOpenItem } from '../db/partial.ts';
import { dayMs, localDay } from '../domain/local-day.ts';
import { kinds } from '../domain/reading.ts';
import { readPatientLimits } from '../roster/overrides-list.ts';
import { readPatient } from '../roster/patients.ts';
import type { PatientRow } from '../roster/summaries.ts';
import { listMedications } from './medications.ts';
import { listProblems } from './problems.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** Days whose daily means say what is usual, today left out. */
export const usualDays = 28;
const readingsOfKind = 3;
const contactsTold = 3;
const endedBackMs = 14 * dayMs;

const lastReadings = async ({ reader, t }: Deps, patientId: string) =>
  (
    await Promise.all(
      kinds.map(kind =>
        reader
          .select()
          .from(t.reading)
          .where(and(eq(t.reading.patientId, patientId), eq(t.reading.kind, kind), isNull(t.reading.suspect)))
          .orderBy(desc(t.reading.measuredAt))
          .limit(readingsOfKind),
      ),
    )
  ).flat();

const usualDaysOf = ({ reader, t }: Deps, { id, timeZone }: PatientRow, at: number) => {
  const today = localDay(at, timeZone);
  const { patientId, day } = t.dailyRollup;
  return reader
    .select()
    .from(t.dailyRollup)
    .where(and(eq(patientId, id), gte(day, today - usualDays), lt(day, today)));
};

/** What stands, and what has ended within two weeks. */
const alertsOf = ({ reader, t }: Deps, patientId: string, at: number) =>
  reader
    .select()
    .from(t.alert)
    .where(
      and(
        eq(t.alert.patientId, patientId),
        or(eq(t.alert.state, 'firing'), gte(t.alert.endedAt, at - endedBackMs)),
      ),
    )
    .orderBy(desc(t.alert.startedAt));

const openItemOf = async ({ reader, t }: Deps, patientId: string) => {
  const [item] = await reader
    .select()
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.patientId, patientId), isOpenItem(t.worklistItem)));
  return item ?? null;
};

const stepsDoneOn = ({ reader, t }: Deps, itemId: string | undefined) =>
  itemId === undefined
    ? Promise.resolve([])
    : reader.select().from(t.stepDone).where(eq(t.stepDone.itemId, itemId));

const riskOf = async ({ reader, t }: Deps, patientId: string) => {
  const [[place], scores, [cohort]] = await Promise.all([
    reader.select().from(t.riskRank).where(eq(t.riskRank.patientId, patientId)),
    reader.select().from(t.riskScore).where(eq(t.riskScore.patientId, patientId)),
    reader
      .select()
      .from(t.cohort)
      .where(and(eq(t.cohort.patientId, patientId), isNull(t.cohort.leftAt))),
  ]);
  return { place: place ?? null, scores, cohortSince: cohort?.enteredAt ?? null };
};

const saidOf = async ({ reader, t }: Deps, patientId: string) => {
  const [contacts, symptoms, tasks, asked] = await Promise.all([
    reader
      .select()
      .from(t.contact)
      .where(eq(t.contact.patientId, patientId))
      .orderBy(desc(t.contact.at))
      .limit(contactsTold),
    reader
      .select()
      .from(t.symptomReport)
      .where(and(eq(t.symptomReport.patientId, patientId), isNull(t.symptomReport.withdrawnAt)))
      .orderBy(desc(t.symptomReport.at))
      .limit(1),
    reader
      .select()
      .from(t.careTask)
      .where(and(eq(t.careTask.patientId, patientId), eq(t.careTask.state, 'open')))
      .orderBy(asc(t.careTask.dueAt)),
    reader
      .select()
      .from(t.providerRequest)
      .where(and(eq(t.providerRequest.patientId, patientId), isNull(t.providerRequest.answeredAt)))
      .orderBy(asc(t.providerRequest.askedAt)),
  ]);
  return { contacts, symptoms, tasks, asked };
};

const programNames = async ({ reader, t }: Deps, ids: readonly string[]) =>
  new Map(
    (
      await reader
        .select({ id: t.program.id, name: t.program.name })
        .from(t.program)
        .where(inArray(t.program.id, [...ids]))
    ).map(({ id, name }) => [id, name]),
  );

/** All that a summary states, in a fixed number of queries. */
export const loadSummary = async (deps: Deps, row: PatientRow, at: number) => {
  const { id } = row;
  const [patient, limits, problems, medications, readings, usual, alerts, item, risk, said, programs] =
    await Promise.all([
      readPatient(deps, id, at),
      readPatientLimits(deps, id, at),
      listProblems(deps, id),
      listMedications(deps, row, at),
      lastReadings(deps, id),
      usualDaysOf(deps, row, at),
      alertsOf(deps, id, at),
      openItemOf(deps, id),
      riskOf(deps, id),
      saidOf(deps, id),
      programNames(deps, [row.programId]),
    ]);
  const stepsDone = await stepsDoneOn(deps, item?.id);
  return {
    ...{ at, patient, limits, readings, usual, alerts, item, risk, stepsDone, ...said },
    problems: problems.items,
    medications: medications.items.filter(medication => medication.current),
    program: programs.get(row.programId) ?? row.programId,
  };
};
export type SummaryGround = Awaited<ReturnType<typeof loadSummary>>;
