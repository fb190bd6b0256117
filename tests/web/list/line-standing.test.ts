import { expect, test } from 'vitest';
import type { WorklistLineBody } from '../../../src/contract/worklist.ts';
import { marksOf } from '../../../src/web/list/line-standing.ts';

const title = 'Call on day 2 after discharge of 24 November';

const taskMark = (lane: string, because: string, overdue: boolean): string | undefined => {
  const item = {
    lane,
    alerts: [{ because }],
    nextTask: { id: 't', title, dueAt: '2026-11-26T15:00:00Z', overdue },
    patient: { status: 'active' },
    changed: null,
    nextTryAt: null,
    lastContact: null,
    lastPage: null,
    stay: null,
    risk: null,
    transmittedDays: { days: 20, of: 16 },
    minutes: { approvedSeconds: 0 },
  } as unknown as WorklistLineBody;
  return marksOf(item, 0).find(mark => mark.name === 'task')?.text;
};

test.each([
  [
    'of the task that it is about, it says only that it is overdue',
    'tasks',
    `${title}, due 26 November`,
    true,
    'Overdue',
  ],
  [
    'of the task that it is about, nothing while it is not',
    'tasks',
    `${title}, due 26 November`,
    false,
    undefined,
  ],
  ['beside another reason it names an overdue task', 'clinical', 'weight 99 kg', true, `Overdue: ${title}`],
  ['beside another reason it names what is next', 'clinical', 'weight 99 kg', false, `Next: ${title}`],
])('a line: %s', (_title, lane, because, overdue, expected) => {
  expect(taskMark(lane, because, overdue)).toBe(expected);
});
