import { describe, expect, test } from 'vitest';
import type { WorklistItemBody, WorklistLineBody } from '../../../src/contract/worklist.ts';
import type { Lines } from '../../../src/web/lib/lines.ts';
import type { DeedName } from '../../../src/web/verbs/deeds.ts';
import { type Guess, guessOf, linesWith, subjectWith } from '../../../src/web/verbs/guess.ts';
import type { ItemHead, Subject } from '../../../src/web/verbs/subject.ts';

const at = '2026-03-02T09:00:00.000Z';
const doer = { id: 1, by: 'Ana Ruiz', at };

const line = (id: string, more: Partial<WorklistLineBody> = {}): WorklistLineBody =>
  ({ id, version: 3, lane: 'clinical', state: 'open', owner: null, ...more }) as WorklistLineBody;

const lines = (...items: WorklistLineBody[]): Lines => ({
  items,
  next: null,
  more: false,
  total: 40,
  snoozed: 0,
  byLane: { clinical: 40, tasks: 1, 'no-data': 0, technical: 0 },
  asOf: at,
  serverAheadMs: 0,
});

const guess = (deed: DeedName, body: object = {}, item: WorklistLineBody = line('a')): Guess => {
  const made = guessOf(deed, item as unknown as ItemHead, body, doer);
  if (made === null) throw new Error(`nothing is guessed of ${deed}`);
  return made;
};

const until = '2026-03-02T13:00:00.000Z';

describe('what a deed shows at once', () => {
  test.each<[DeedName, object, Partial<WorklistLineBody>, Partial<WorklistLineBody>]>([
    ['acknowledge', {}, {}, { state: 'acknowledged', acknowledgedBy: 'Ana Ruiz', owner: 'Ana Ruiz' }],
    ['acknowledge', {}, { owner: 'Ben' }, { state: 'acknowledged', owner: 'Ben' }],
    ['assign', { to: 'Ben' }, {}, { owner: 'Ben' }],
    ['assign', { to: null }, { owner: 'Ben' }, { owner: null }],
    [
      'escalate',
      { to: { role: 'lead' }, why: 'x' },
      {},
      { escalatedTo: 'role:lead', escalatedBy: 'Ana Ruiz' },
    ],
    ['escalate', { to: { person: 'Ben' }, why: 'x' }, {}, { escalatedTo: 'person:Ben' }],
  ])('%s with %j of %j', (deed, body, before, after) => {
    const item = line('a', before);
    const shown = linesWith(lines(item, line('b')), [guess(deed, body, item)], '');
    expect(shown.items[0]).toMatchObject(after);
    expect(shown.items[1]).toEqual(line('b'));
    expect(shown.total).toBe(40);
  });

  test.each<[string, DeedName, object, string, string[], number]>([
    ['a snoozed line leaves a list that hides those', 'snooze', { until }, '', ['b'], 39],
    ['a snoozed line stays in a list that shows those', 'snooze', { until }, 'all', ['a', 'b'], 40],
    ['a closed line leaves every list', 'close', {}, 'all', ['b'], 39],
  ])('%s', (_title, deed, body, snoozed, ids, count) => {
    const shown = linesWith(lines(line('a'), line('b')), [guess(deed, body)], snoozed);
    expect(shown.items.map(item => item.id)).toEqual(ids);
    expect([shown.total, shown.byLane.clinical]).toEqual([count, count]);
  });

  test('nothing is guessed of what only the server can tell', () => {
    const item = line('a') as unknown as ItemHead;
    const guessed = (['log-contact', 'reopen', 'edit', 'status'] as const).map(deed =>
      guessOf(deed, item, {}, doer),
    );
    expect(guessed).toEqual([null, null, null, null]);
    expect(guessOf('acknowledge', null, {}, doer)).toBeNull();
  });

  test('a note stands among the notes of the open line', () => {
    const whole = { ...line('a'), notes: [] } as unknown as WorklistItemBody;
    const subject = { item: whole, whole } as unknown as Subject;
    const noted = guess('note', { text: 'Walks less' });
    expect(subjectWith(subject, [noted])?.whole?.notes).toMatchObject([
      { text: 'Walks less', by: 'Ana Ruiz' },
    ]);
  });
});

describe('how long it is shown', () => {
  const settled = { ...guess('acknowledge'), version: 4 };

  test('until the line itself has the version that came of it', () => {
    const state = (version: number) =>
      linesWith(lines(line('a', { version })), [settled], '').items[0]?.state;
    expect([state(3), state(4), state(5)]).toEqual(['acknowledged', 'open', 'open']);
  });

  test('a line that somebody woke after it is in the list again', () => {
    const snoozed = { ...guess('snooze', { until }), version: 4 };
    const count = (version: number) => linesWith(lines(line('a', { version })), [snoozed], '').items.length;
    expect([count(3), count(4)]).toEqual([0, 1]);
  });

  test('a list without guesses is the list itself', () => {
    const before = lines(line('a'));
    expect(linesWith(before, [], '')).toBe(before);
  });
});
