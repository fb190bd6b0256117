import { expect } from 'vitest';
import type { TaskBody, TaskPageBody } from '../../src/contract/tasks.ts';
import { bodyAs, iso, testApp } from '../api/app.ts';

/** Vigil with two patients, and what people do with tasks. */
export const tasksApp = async () => {
  const app = await testApp();

  /** Whatever is due at the clock's present has been judged and raised. */
  const settle = async () => {
    await app.idle();
    await app.running().attendance.idle();
    await app.idle();
  };
  const at = async (time: number) => {
    app.clock.set(time);
    await settle();
  };
  const posted = async <T>(path: string, body: unknown, actor = 'Ana Ruiz'): Promise<T> => {
    const response = await app.post(`/api/v1${path}`, body, { actor });
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    const answer = await bodyAs<T>(response);
    await settle();
    return answer;
  };
  const start = (title: string, dueAt: number, n = 1) =>
    posted<TaskBody>(`/patients/P${n}/tasks`, { title, dueAt: iso(dueAt) });
  const task = (verb: string, { id, version }: TaskBody, body: Record<string, unknown>, actor?: string) =>
    posted<TaskBody>(`/tasks/${id}/${verb}`, { version, ...body }, actor);
  const tasks = async (n = 1) =>
    (await app.get<{ items: TaskBody[] }>(`/api/v1/patients/P${n}/tasks`)).items.toReversed();
  const page = (query = '') => app.get<TaskPageBody>(`/api/v1/tasks${query}`);
  /** The alert of due tasks on the patient's open line; fails if there is none. */
  const due = async (n = 1) => {
    const found = (await app.openItem(n)).alerts.filter(
      a => a.ruleId === 'care-task' && a.state === 'firing',
    );
    expect(found).toHaveLength(1);
    return found[0] as (typeof found)[number];
  };
  return { ...app, settle, at, posted, start, task, tasks, page, due };
};
