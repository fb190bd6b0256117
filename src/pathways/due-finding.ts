import { clear, type Finding } from '../domain/alert.ts';
import { dateIn } from './spoken-date.ts';

export type DueTask = { readonly title: string; readonly dueAt: number };

/**
 * What a patient's due tasks say. A warning, however late: a call that was forgotten is asked about by the line's own
 * time, and wakes nobody at night. Convention. Pure.
 */
export const dueFinding = (due: readonly DueTask[], timeZone: string): Finding => {
  if (due.length === 0) return clear;
  const inOrder = [...due].sort((a, b) => a.dueAt - b.dueAt);
  return {
    is: 'firing',
    severity: 'warning',
    confirmed: true,
    because: inOrder.map(task => `${task.title}, due ${dateIn(task.dueAt, timeZone)}`).join('; '),
    evidence: { readings: [], limits: {} },
  };
};
