import { hourMs } from '../../src/domain/local-day.ts';
import type { Line, LineAlert, LineReview, LineScene } from '../../src/worklist/decide-line.ts';

export const now = Date.parse('2026-11-23T12:00:00Z');

/** A warning of low pressure that fires since an hour and is on no line yet. */
export const alert = (over: Partial<LineAlert> = {}): LineAlert => ({
  id: 'alr_1',
  ruleId: 'bp-low',
  concern: 'blood-pressure',
  severity: 'warning',
  confirmed: true,
  state: 'firing',
  startedAt: now - hourMs,
  firedAt: now - hourMs,
  lastAt: now - hourMs,
  endedAt: null,
  raisedAt: now - hourMs,
  itemId: null,
  quietBy: null,
  quietUntil: null,
  quietFor: null,
  ...over,
});

export const ended = (endedAt: number, over: Partial<LineAlert> = {}): LineAlert =>
  alert({ id: 'alr_0', state: 'ended', startedAt: endedAt - hourMs, endedAt, itemId: 'wli_1', ...over });

export const line = (over: Partial<Line> = {}): Line => ({
  id: 'wli_1',
  state: 'open',
  lane: 'clinical',
  slaDueAt: now + 23 * hourMs,
  changedAt: now - hourMs,
  version: 1,
  acknowledgedSeverity: null,
  snoozedUntil: null,
  awaitingProviderSince: null,
  lastActor: null,
  lastActedAt: null,
  ...over,
});

/** A line that was taken up half an hour ago as a warning. */
export const acknowledged = (over: Partial<Line> = {}): Line =>
  line({
    state: 'acknowledged',
    acknowledgedSeverity: 1,
    lastActor: 'Ana Ruiz',
    lastActedAt: now - hourMs / 2,
    ...over,
  });

export const snoozed = (over: Partial<Line> = {}): Line =>
  line({ snoozedUntil: now + hourMs, lastActor: 'Ana Ruiz', lastActedAt: now - hourMs / 2, ...over });

export const reviews = (
  given: Readonly<Record<string, Partial<LineReview>>>,
): ReadonlyMap<string, LineReview> =>
  new Map(
    Object.entries(given).map(([id, over]) => [
      id,
      { severity: 'warning', acceptedUntil: null, at: now - hourMs / 2, ...over },
    ]),
  );

export const scene = (over: Partial<LineScene> = {}): LineScene => ({
  line: null,
  alerts: [],
  reviews: new Map(),
  newsIds: [],
  againIds: [],
  dealt: [],
  silent: [],
  now,
  ...over,
});
