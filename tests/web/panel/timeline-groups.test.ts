import { expect, test } from 'vitest';
import { type TimelineEntryBody, timelineKinds } from '../../../src/contract/timeline.ts';
import { byLocalDay, kindsAsked, kindsOfGroup } from '../../../src/web/panel/timeline-groups.ts';

test('every kind of the timeline stands in one group', () => {
  expect(Object.values(kindsOfGroup).flat().toSorted()).toEqual([...timelineKinds].toSorted());
});

test('no group asks for all, some ask for their kinds alone', () => {
  expect(kindsAsked(new Set())).toBeNull();
  expect(kindsAsked(new Set(['contacts', 'alerts']))).toBe('alert,risk,contact,provider');
});

test('entries stand under the day on which they happened where the patient lives', () => {
  const entry = (at: string) => ({ at, kind: 'note', title: at }) as TimelineEntryBody;
  const entries = [
    entry('2026-11-26T15:00:00Z'),
    entry('2026-11-26T03:00:00Z'),
    entry('2026-11-25T15:00:00Z'),
  ];
  const days = byLocalDay(entries, 'America/New_York').map(({ day, entries: of }) => [day, of.length]);
  expect(days).toEqual([
    ['2026-11-26', 1],
    ['2026-11-25', 2],
  ]);
});
