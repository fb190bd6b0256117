import { describe, expect, test } from 'vitest';
import { idleStep, tellEveryMs, warningMs } from '../../../src/web/session/idle.ts';

const start = 1_000_000;
const idleMs = 15 * 60_000;

const moment = (change: Partial<Parameters<typeof idleStep>[0]>) => ({
  now: start,
  idleEndsAt: start + idleMs,
  endsAt: start + 12 * 3_600_000,
  lastInputAt: start,
  lastToldAt: start,
  isKeptAwake: false,
  ...change,
});

describe('what inactivity leads to', () => {
  test.each([
    ['nothing while all is quiet', {}, 'fine'],
    [
      'a sign of life is told a minute after the last one',
      { now: start + tellEveryMs, lastInputAt: start + 1 },
      'tell',
    ],
    ['not before that', { now: start + tellEveryMs - 1, lastInputAt: start + 1 }, 'fine'],
    ['without input since then nothing is told', { now: start + 5 * tellEveryMs }, 'fine'],
    [
      'input just before the minute was over is told when it is',
      { now: start + 2 * tellEveryMs, lastInputAt: start + tellEveryMs - 1 },
      'tell',
    ],
    ['a minute before the end it warns', { now: start + idleMs - warningMs }, 'warn'],
    ['not before that', { now: start + idleMs - warningMs - 1 }, 'fine'],
    ['at the end it is over', { now: start + idleMs }, 'over'],
    [
      'a call timer is a sign of life by itself',
      { now: start + idleMs - warningMs, isKeptAwake: true },
      'tell',
    ],
    [
      'with a call timer nobody is warned',
      { now: start + idleMs - 1, isKeptAwake: true, lastToldAt: start + idleMs - 2 },
      'fine',
    ],
    [
      'the end in any case comes also with a call timer',
      { now: start + 12 * 3_600_000, idleEndsAt: start + 13 * 3_600_000, isKeptAwake: true },
      'over',
    ],
  ] as const)('%s', (_, change, expected) => {
    expect(idleStep(moment(change))).toBe(expected);
  });
});
