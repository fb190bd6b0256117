import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/alerts/decide-change.ts';
import {
  altersWorklist,
  carryOut,
  type Episode,
  isNewsToPeople,
  standingOf,
} from '../../src/alerts/episode.ts';
import { clear, type Finding, severities, unknown } from '../../src/domain/alert.ts';
import { episode, firing, pending, told, waiting } from './build.ts';

const carried = (episodes: readonly Episode[], change: Change, finding: Finding, at: number): Episode[] => {
  const all = episodes.map(e => ({ ...e }));
  carryOut(all, change, finding, at);
  return all;
};

const reading = { id: 'rdg_1', measuredAt: 300, value: '75 mmHg' };
const graver = firing({
  severity: 'urgent',
  because: 'graver',
  evidence: { readings: [reading], limits: { low: 80 } },
});

describe('carrying out a change', () => {
  test('nothing: changes nothing', () => {
    expect(carried([episode()], 'nothing', unknown, 300)).toEqual([episode()]);
  });

  test('open-firing: an alert that fires from this instant, not stored yet', () => {
    expect(carried([], 'open-firing', graver, 300)).toEqual([
      {
        id: expect.stringMatching(/^alr_/),
        told: null,
        changed: true,
        startedAt: 300,
        firedAt: 300,
        everFiredAt: 300,
        lastAt: 300,
        pendingUntil: null,
        endedAt: null,
        endReason: null,
        severity: 'urgent',
        confirmed: true,
        because: 'graver',
        evidence: { readings: [reading], limits: { low: 80 } },
      },
    ]);
  });

  test('open-pending: an alert that waits, and has not fired', () => {
    expect(carried([], 'open-pending', pending(900), 300)).toMatchObject([
      {
        startedAt: 300,
        firedAt: null,
        everFiredAt: null,
        pendingUntil: 900,
        confirmed: false,
        severity: 'urgent',
      },
    ]);
  });

  test('an opening comes after those that have ended, and leaves them as they are', () => {
    const before = episode({ endedAt: 200, endReason: 'cleared' });
    const [first, second] = carried([before], 'open-firing', firing(), 300);
    expect(first).toEqual(before);
    expect(second).toMatchObject({ startedAt: 300, endedAt: null });
  });

  test('wait: goes on waiting, until the new end', () => {
    expect(carried([waiting()], 'wait', pending(700), 150)).toEqual([
      waiting({ changed: true, pendingUntil: 700 }),
    ]);
  });

  test('fire: fires from this instant and waits no more', () => {
    expect(carried([waiting()], 'fire', graver, 150)).toMatchObject([
      {
        changed: true,
        startedAt: 100,
        firedAt: 150,
        everFiredAt: 150,
        lastAt: 150,
        pendingUntil: null,
        severity: 'urgent',
        confirmed: true,
        because: 'graver',
      },
    ]);
  });

  test.each([
    ['later than before: it was raised when it was first raised', 120, 150, 120],
    ['earlier than before: a late reading showed it', 150, 120, 120],
  ])('fire again %s', (_, everFiredAt, at, first) => {
    expect(carried([waiting({ everFiredAt })], 'fire', firing(), at)).toMatchObject([
      { firedAt: at, everFiredAt: first },
    ]);
  });

  test('worsen: takes over the graver finding and its grounds', () => {
    expect(carried([episode()], 'worsen', graver, 300)).toMatchObject([
      { changed: true, severity: 'urgent', because: 'graver', lastAt: 300, firedAt: 100 },
    ]);
  });

  test('refresh: a lesser finding moves the time only, and never hides the worse one', () => {
    const before = episode({ severity: 'critical', because: 'the worst' });
    expect(carried([before], 'refresh', firing({ severity: 'info', confirmed: false }), 300)).toEqual([
      { ...before, changed: true, lastAt: 300 },
    ]);
  });

  test('refresh: an equal finding brings its newer grounds', () => {
    expect(carried([episode()], 'refresh', firing({ because: 'newer' }), 300)).toMatchObject([
      { because: 'newer', lastAt: 300 },
    ]);
  });

  test('what was confirmed once stays confirmed', () => {
    for (const change of ['worsen', 'refresh', 'fire'] as const)
      expect(carried([episode()], change, firing({ confirmed: false }), 300)).toMatchObject([
        { confirmed: true },
      ]);
  });

  test.each([
    ['end-cleared', 'cleared'],
    ['end-not-confirmed', 'not-confirmed'],
  ] as const)('%s: ends at this instant, and says why', (change, endReason) => {
    expect(carried([waiting()], change, clear, 180)).toEqual([
      waiting({ changed: true, endedAt: 180, endReason, pendingUntil: null }),
    ]);
  });

  test.each([
    ['wait', pending(9)],
    ['fire', firing()],
    ['worsen', firing()],
    ['refresh', firing()],
    ['end-cleared', clear],
    ['end-not-confirmed', clear],
  ] as const)('%s without an alert: nothing comes of it', (change, finding) => {
    expect(carried([], change, finding, 300)).toEqual([]);
  });

  test.each(['open-firing', 'open-pending', 'wait', 'fire', 'worsen', 'refresh'] as const)(
    '%s on a finding that says nothing: nothing comes of it',
    change => {
      for (const finding of [clear, unknown])
        expect(carried([episode()], change, finding, 300)).toEqual([episode()]);
    },
  );

  test('only the last alert of a rule is touched', () => {
    const ended = episode({ id: 'alr_0', startedAt: 10, endedAt: 50, endReason: 'cleared' });
    const [first, last] = carried([ended, episode()], 'end-cleared', clear, 300);
    expect(first).toEqual(ended);
    expect(last).toMatchObject({ id: 'alr_1', endedAt: 300 });
  });
});

describe('what stands for a rule to see', () => {
  test.each([
    ['no alert', undefined, null],
    ['one that has ended', episode({ endedAt: 200, endReason: 'cleared' }), null],
    [
      'one that waits',
      waiting(),
      { state: 'pending', startedAt: 100, severity: 'warning', confirmed: false },
    ],
    ['one that fires', episode(), { state: 'firing', startedAt: 100, severity: 'warning', confirmed: true }],
  ])('%s', (_, given, standing) => {
    expect(standingOf(given)).toEqual(standing);
  });
});

describe('what people must hear of', () => {
  test.each([
    ['one that never fired', waiting(), false],
    ['one that never fired and was not stored', waiting({ told: null }), false],
    ['one that fired and is not stored yet', episode({ told: null }), true],
    ['one that waited when they last looked, and has fired', episode({ told: told({ fired: false }) }), true],
    ['one that they know', episode(), false],
    ['one that they know as lesser', episode({ severity: 'urgent' }), true],
    ['one that they know as worse', episode({ told: told({ severity: 'critical' }) }), false],
    ['one that is confirmed now', episode({ told: told({ confirmed: false }) }), true],
    ['one that they know as confirmed', episode({ confirmed: false }), false],
    ['one that fired and ended before they looked', episode({ told: null, endedAt: 200 }), true],
  ])('%s: %3$s', (_, given, isNews) => {
    expect(isNewsToPeople(given)).toBe(isNews);
  });

  test('is told of every severity that rises, and of none that falls', () => {
    for (const [i, before] of severities.entries())
      for (const [j, after] of severities.entries())
        expect(isNewsToPeople(episode({ severity: after, told: told({ severity: before }) }))).toBe(j > i);
  });
});

describe('whether a line on the worklist may look different', () => {
  test.each([
    ['a mere refresh', episode({ changed: true, lastAt: 300 }), false],
    ['news', episode({ told: null }), true],
    ['an end', episode({ endedAt: 200 }), true],
    ['an end that they know of', episode({ endedAt: 200, told: told({ ended: true }) }), false],
    ['an end that turned out to be none', episode({ told: told({ ended: true }) }), true],
    ['one that waits', waiting({ told: null }), false],
    ['the end of one that never fired', waiting({ endedAt: 150 }), false],
    ['one that began and ended between two looks', episode({ told: null, endedAt: 200 }), true],
  ])('%s: %3$s', (_, given, alters) => {
    expect(altersWorklist(given)).toBe(alters);
  });
});
