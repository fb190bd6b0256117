import { and, eq, inArray, lte } from 'drizzle-orm';
import { decideChange } from '../alerts/decide-change.ts';
import { carryOut, type Episode, isNewsToPeople, standingOf } from '../alerts/episode.ts';
import { careTask } from '../alerts/sources.ts';
import { loadEpisodes, saveEpisode } from '../alerts/store.ts';
import type { Store } from '../db/open.ts';
import type { Finding } from '../domain/alert.ts';
import type { MonitoringStatus } from '../domain/monitoring.ts';
import { statusesOf } from '../roster/monitoring.ts';
import { attach } from '../worklist/attach.ts';
import type { Row } from '../worklist/rows.ts';
import { dueFinding } from './due-finding.ts';

/** Statuses in which nobody is at home to be called: what falls due waits until that is over. */
export const tasksWait: readonly MonitoringStatus[] = ['in-hospital', 'ended'];

type Scene = {
  readonly patient: Pick<Row<'patient'>, 'programId' | 'timeZone'>;
  readonly limitsVersion: number;
  readonly due: readonly Row<'careTask'>[];
  readonly waits: boolean;
};

const sceneOf = async ({ db, t }: Store, patientId: string, at: number): Promise<Scene | null> => {
  const [found] = await db
    .select({ patient: t.patient, limitsVersion: t.program.limitsVersion })
    .from(t.patient)
    .innerJoin(t.program, eq(t.program.id, t.patient.programId))
    .where(eq(t.patient.id, patientId));
  if (!found) return null;
  const { careTask: task } = t;
  const due = await db
    .select()
    .from(task)
    .where(and(eq(task.patientId, patientId), eq(task.state, 'open'), lte(task.dueAt, at)));
  const statusOf = await statusesOf({ reader: db, t }, [patientId], at);
  return { ...found, due, waits: tasksWait.includes(statusOf(patientId)) };
};

const noteAlert = async ({ db, t }: Store, { due }: Scene, alertId: string): Promise<void> => {
  const ids = due.filter(task => task.alertId !== alertId).map(task => task.id);
  if (ids.length > 0) await db.update(t.careTask).set({ alertId }).where(inArray(t.careTask.id, ids));
};

/** The patient's alert as it is after the change; null where nothing changed. */
const changed = (episodes: Episode[], finding: Finding, at: number): Episode | null => {
  const standing = episodes.at(-1);
  const change = decideChange(standingOf(standing), finding);
  const isSaid = finding.is === 'firing' && finding.because === standing?.because;
  if (change === 'nothing' || (change === 'refresh' && isSaid)) return null;
  carryOut(episodes, change, finding, at);
  return episodes.at(-1) ?? null;
};

/** Writes the alert and has the line follow. One more task in an alert that stands is news, though no worse. */
const tell = async (store: Store, patientId: string, scene: Scene, episode: Episode, at: number) => {
  const { patient, limitsVersion, due } = scene;
  const isRaised = episode.endedAt === null;
  const isNews = isNewsToPeople(episode);
  const isAgain = isRaised && !isNews && due.some(task => task.alertId === null);
  const raisedAt = isNews || isAgain ? at : null;
  await saveEpisode(store.sql)(patientId, careTask, episode, { limitsVersion, raisedAt });
  if (isRaised) await noteAlert(store, scene, episode.id);
  const ids = [episode.id];
  await attach(store, {
    patientId,
    programId: patient.programId,
    changedIds: ids,
    newsIds: isNews ? ids : [],
    againIds: isAgain ? ids : [],
    now: at,
  });
};

/**
 * Brings a patient's alert of due tasks, and so the worklist, in line with the tasks as they now are: raised, told anew
 * of one more, or ended. Inside a transaction; true when people may see a difference.
 */
export const alignTaskAlert = async (store: Store, patientId: string, at: number): Promise<boolean> => {
  const scene = await sceneOf(store, patientId, at);
  const episodes = ((await loadEpisodes(store.sql)(patientId, at)).get(careTask.id) ?? []).filter(
    e => e.endedAt === null,
  );
  const standing = episodes.at(-1);
  if (!scene || (scene.waits && !standing)) return false;
  const episode = changed(episodes, dueFinding(scene.due, scene.patient.timeZone), at);
  if (episode) await tell(store, patientId, scene, episode, at);
  else if (standing) await noteAlert(store, scene, standing.id);
  return episode !== null;
};
