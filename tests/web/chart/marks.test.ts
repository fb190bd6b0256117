import { expect, test } from 'vitest';
import type { AlertBody } from '../../../src/contract/alerts.ts';
import type { TimelineEntryBody, TimelineKind } from '../../../src/contract/timeline.ts';
import { interventionsOf, marksIn } from '../../../src/web/chart/marks.ts';
import { daysAgo, iso, now } from './build.ts';

const entry = (days: number, kind: TimelineKind, title: string): TimelineEntryBody => ({
  ...{ at: iso(daysAgo(days)), kind, title, detail: null, by: 'Ana Ruiz' },
  ref: { type: 'x', id: title },
});

const alert = (id: string, startedDaysAgo: number, endedDaysAgo: number | null) =>
  ({
    ...{ id, severity: 'urgent', ruleTitle: 'Severe', because: 'systolic 184 mmHg' },
    startedAt: iso(daysAgo(startedDaysAgo)),
    endedAt: endedDaysAgo === null ? null : iso(daysAgo(endedDaysAgo)),
  }) as AlertBody;

const span = { from: daysAgo(10), to: now };

test('what people did is marked, what the system did is not', () => {
  const entries = [entry(1, 'note', 'Note'), entry(2, 'risk', 'Rank'), entry(3, 'medication', 'Furosemide')];
  const marks = marksIn({ alerts: [], interventions: interventionsOf(entries), ...span });
  expect(marks.map(({ letter, what, words }) => [letter, what, words])).toEqual([
    ['N', 'Note', 'Ana Ruiz'],
    ['M', 'Furosemide', 'Ana Ruiz'],
  ]);
});

test('an alert is marked while any part of it lies in the time shown, once, newest first', () => {
  const alerts = [alert('before', 20, 11), alert('into', 20, 9), alert('on', 4, null), alert('on', 4, null)];
  const keys = marksIn({ alerts, interventions: [], ...span }).map(mark => mark.key);
  expect(keys).toEqual(['on', 'into']);
});
