import { createRoute, type z } from '@hono/zod-openapi';
import { pageOf } from '../../contract/common.ts';
import {
  taskCancelInput,
  taskDoneInput,
  taskInput,
  taskMoveInput,
  taskPageSchema,
  taskSchema,
  tasksQuery,
} from '../../contract/tasks.ts';
import { cancelTask } from '../../pathways/cancel-task.ts';
import { createTask } from '../../pathways/create-task.ts';
import { doneTask } from '../../pathways/done-task.ts';
import { listPatientTasks, listTasks } from '../../pathways/list-tasks.ts';
import { moveTask } from '../../pathways/move-task.ts';
import { readTask } from '../../pathways/task-bodies.ts';
import { findPatient } from '../../roster/patients.ts';
import type { VerbDeps } from '../../worklist/verb.ts';
import type { ApiDeps } from '../context.ts';
import { answers, idParam, jsonBody, pageQuery } from '../route-kit.ts';
import type { Router } from '../server.ts';

const tags = ['tasks'];

const verbRoute = <S extends z.ZodType>(
  api: Router,
  { store, clock, feed }: ApiDeps,
  name: string,
  summary: string,
  schema: S,
  verb: (deps: VerbDeps, id: string, input: z.output<S>) => Promise<void>,
) =>
  api.openapi(
    createRoute({
      method: 'post',
      path: `/tasks/{id}/${name}`,
      tags,
      summary,
      request: { params: idParam, body: jsonBody(schema) },
      responses: answers(taskSchema, 'the task as it is now', [401, 404, 409, 413, 415]),
    }),
    async c => {
      const id = c.req.param('id') ?? '';
      const input = c.req.valid('json' as never) as z.output<S>;
      await verb({ store, actor: c.get('actor'), at: clock.now() }, id, input);
      feed.notify();
      return c.json(await readTask(store, id, clock.now()), 200);
    },
  );

const patientRoutes = (api: Router, { store, clock, feed }: ApiDeps): void => {
  api.openapi(
    createRoute({
      method: 'get',
      path: '/patients/{id}/tasks',
      tags,
      summary: 'Tasks of one patient, the one due last on top, done and cancelled ones too',
      request: { params: idParam, query: pageQuery },
      responses: answers(pageOf(taskSchema, 'PatientTaskPage'), 'a page of tasks', [404]),
    }),
    async c => {
      const { id } = await findPatient(store, c.req.valid('param').id);
      return c.json(await listPatientTasks(store, id, c.req.valid('query'), clock.now()), 200);
    },
  );
  api.openapi(
    createRoute({
      method: 'post',
      path: '/patients/{id}/tasks',
      tags,
      summary: 'Start a task by hand; it comes onto the worklist when it falls due',
      request: { params: idParam, body: jsonBody(taskInput) },
      responses: answers(taskSchema, 'the task', [401, 404, 413, 415]),
    }),
    async c => {
      const deps = { store, actor: c.get('actor'), at: clock.now() };
      const id = await createTask(deps, c.req.valid('param').id, c.req.valid('json'));
      feed.notify();
      return c.json(await readTask(store, id, clock.now()), 200);
    },
  );
};

export const taskRoutes = (api: Router, deps: ApiDeps): void => {
  const { store, clock } = deps;
  api.openapi(
    createRoute({
      method: 'get',
      path: '/tasks',
      tags,
      summary: 'Tasks of all patients, the one due first on top',
      request: { query: tasksQuery },
      responses: answers(taskPageSchema, 'a page of tasks, with a count that no page cuts'),
    }),
    async c => {
      const programs = c.get('programs') ?? null;
      return c.json(await listTasks(store, c.req.valid('query'), programs, clock.now()), 200);
    },
  );
  patientRoutes(api, deps);
  verbRoute(api, deps, 'done', 'Say what came of a task', taskDoneInput, doneTask);
  verbRoute(api, deps, 'cancel', 'Say why a task need not be done', taskCancelInput, cancelTask);
  verbRoute(api, deps, 'move', 'Give a task another time', taskMoveInput, moveTask);
};
