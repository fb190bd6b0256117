import { describe, expect, test } from 'vitest';
import {
  changeAt,
  inStatusSince,
  lastEndOf,
  type MonitoringChange,
  nextTurnOf,
  statusAt,
} from '../../src/domain/monitoring.ts';

const change = (
  status: MonitoringChange['status'],
  fromAt: number,
  resumesAt: number | null = null,
): MonitoringChange => ({ status, fromAt, resumesAt, reviewAt: null });

const life = [
  change('learning', 10, 20),
  change('away', 30, 50),
  change('in-hospital', 40),
  change('in-hospital', 60),
  change('active', 70),
  change('away', 80, 90),
];

describe('the status at an instant', () => {
  test.each([
    [9, 'active'],
    [10, 'learning'],
    [19, 'learning'],
    [20, 'active'],
    [30, 'away'],
    [40, 'in-hospital'],
    [55, 'in-hospital'],
    [70, 'active'],
    [85, 'away'],
    [90, 'active'],
    [1_000, 'active'],
  ])('at %i: %s', (at, status) => {
    expect(statusAt(life, at)).toBe(status);
  });

  test('of two changes from one instant the later entered is in force', () => {
    const changes = [change('away', 10, 20), change('active', 10)];
    expect(statusAt(changes, 15)).toBe('active');
    expect(changeAt(changes, 15)).toBe(changes[1]);
    expect(lastEndOf(changes, ['away'], 15)).toBeNull();
  });
});

describe('the last end of a status', () => {
  test.each([
    ['away', 49, 40],
    ['away', 39, null],
    ['away', 90, 90],
    ['in-hospital', 69, null],
    ['in-hospital', 70, 70],
    ['in-hospital', 500, 70],
    ['ended', 500, null],
  ] as const)('%s by %i: %s', (status, at, end) => {
    expect(lastEndOf(life, [status], at)).toBe(end);
  });

  test('one that goes over into another of those asked for has not ended there', () => {
    expect(lastEndOf(life, ['away', 'in-hospital'], 65)).toBeNull();
    expect(lastEndOf(life, ['away', 'in-hospital'], 75)).toBe(70);
  });
});

describe('since when a status holds', () => {
  test('a renewal does not begin it anew', () => {
    expect(inStatusSince(life, 65)).toBe(40);
  });

  test('another status in between does', () => {
    const again = [change('in-hospital', 10), change('active', 20), change('in-hospital', 30)];
    expect(inStatusSince(again, 35)).toBe(30);
  });

  test('what resumed by itself has no entry of its own', () => {
    expect(inStatusSince(life, 95)).toBeNull();
  });
});

describe('the next turn', () => {
  test.each([
    [0, 10],
    [10, 20],
    [20, 30],
    [45, 50],
    [60, 70],
    [85, 90],
    [90, null],
  ])('after %i: %s', (at, turn) => {
    expect(nextTurnOf(life, at)).toBe(turn);
  });
});
