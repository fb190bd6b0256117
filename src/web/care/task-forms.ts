import type { TaskBody } from '../../contract/tasks.ts';
import { asLocalField, fromLocalField, moments } from '../lib/moments.ts';
import { careWords } from '../strings/care.ts';
import { type Field, filled, type Values } from '../verbs/form-spec.ts';
import type { CareSpec } from './care-spec.ts';

const { tasks: words } = careWords;
const { fields: labels, forms } = words;

export type TaskForm = 'done' | 'move' | 'cancel' | 'call';

const dueField = (label: string, now: number): Field => ({
  name: 'dueAt',
  label,
  is: 'moment',
  required: true,
  least: asLocalField(now),
});

const instantOf = (values: Values, now: number): string | null => {
  const at = fromLocalField(values.dueAt ?? '');
  return at !== null && at > now ? new Date(at).toISOString() : null;
};

export const addTaskForm = (now: number): CareSpec => ({
  title: forms.add[0],
  submit: forms.add[1],
  start: { dueAt: asLocalField(moments['tomorrow-morning'](now)) },
  fields: () => [
    { name: 'title', label: labels.title, is: 'text', required: true, max: 200 },
    dueField(labels.dueAt, now),
    { name: 'because', label: labels.because, is: 'text', max: 500 },
  ],
  body: values => {
    const title = filled(values, 'title');
    const dueAt = instantOf(values, now);
    const because = filled(values, 'because');
    return title && dueAt ? { title, dueAt, ...(because && { because }) } : null;
  },
});

const oneText = (form: 'done' | 'cancel', name: string, label: string, { version }: TaskBody): CareSpec => ({
  title: forms[form][0],
  submit: forms[form][1],
  fields: () => [{ name, label, is: 'text', required: true, max: 500 }],
  body: values => {
    const value = filled(values, name);
    return value ? { [name]: value, version } : null;
  },
});

const moveForm = (task: TaskBody, now: number): CareSpec => ({
  title: forms.move[0],
  submit: forms.move[1],
  start: { dueAt: asLocalField(moments['tomorrow-morning'](now)) },
  fields: () => [dueField(labels.newDue, now)],
  body: values => {
    const dueAt = instantOf(values, now);
    return dueAt ? { dueAt, version: task.version } : null;
  },
});

/** The forms of one task; a call is logged by a form of its own. */
export const taskForm = (form: Exclude<TaskForm, 'call'>, task: TaskBody, now: number): CareSpec => {
  if (form === 'move') return moveForm(task, now);
  return form === 'done'
    ? oneText('done', 'outcome', labels.outcome, task)
    : oneText('cancel', 'why', labels.why, task);
};
