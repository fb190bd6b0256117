import { describe, expect, test } from 'vitest';
import type { TaskBody } from '../../../src/contract/tasks.ts';
import { addTaskForm, taskForm } from '../../../src/web/care/task-forms.ts';
import { asLocalField } from '../../../src/web/lib/moments.ts';

const now = Date.parse('2026-11-26T09:00:00Z');
const hourMs = 3_600_000;
const task = { id: 'task_1', version: 3 } as TaskBody;
const later = asLocalField(now + hourMs);
const laterIso = new Date(now + hourMs).toISOString();

describe('forms of tasks', () => {
  test.each([
    ['without a title', { dueAt: later }, null],
    ['due in the past', { title: 'Send a scale', dueAt: asLocalField(now - hourMs) }, null],
    ['without a time', { title: 'Send a scale', dueAt: '' }, null],
    ['whole', { title: ' Send a scale ', dueAt: later }, { title: 'Send a scale', dueAt: laterIso }],
    [
      'with its reason',
      { title: 'Send a scale', dueAt: later, because: 'the old one broke' },
      { title: 'Send a scale', dueAt: laterIso, because: 'the old one broke' },
    ],
  ])('a new task %s', (_, values, body) => {
    expect(addTaskForm(now).body(values)).toEqual(body);
  });

  test.each([
    ['done', { outcome: 'sent' }, { outcome: 'sent', version: 3 }],
    ['done', { outcome: ' ' }, null],
    ['cancel', { why: 'moved away' }, { why: 'moved away', version: 3 }],
    ['cancel', {}, null],
    ['move', { dueAt: later }, { dueAt: laterIso, version: 3 }],
    ['move', { dueAt: asLocalField(now) }, null],
  ] as const)('%s with %o', (form, values, body) => {
    expect(taskForm(form, task, now).body(values)).toEqual(body);
  });

  test('a new task is due tomorrow morning unless said otherwise', () => {
    const form = addTaskForm(now);
    expect(form.body({ ...form.start, title: 'Send a scale' })).not.toBeNull();
  });
});
