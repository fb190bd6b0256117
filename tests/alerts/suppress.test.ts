import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/alerts/rule-facts.ts';
import {
  type Asking,
  type Dealt,
  gatewayExplainsMs,
  type Hearing,
  quietOf,
} from '../../src/alerts/suppress.ts';
import { concerns, severities, severityRank } from '../../src/domain/alert.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { plainRule } from '../rules/build.ts';

const now = 1_000 * hourMs;

const rule = (id: string, over: Partial<Rule> = {}): Rule => ({
  ...plainRule,
  id,
  group: id,
  kinds: ['blood-pressure'],
  coolDownMs: 72 * hourMs,
  ...over,
});

const facts = factsOf([
  rule('severe', { group: 'bp-high' }),
  rule('mean', { group: 'bp-high' }),
  rule('low'),
  rule('no-cool-down', { coolDownMs: 0 }),
  rule('missed', { group: 'silence-weight', kinds: ['weight'] }),
  rule('missed-both', { group: 'silence-both', kinds: ['weight', 'glucose'] }),
  rule('review', { group: 'record', kinds: [] }),
  rule('unowned-blood-pressure', { judges: 'unowned' }),
  rule('battery', { group: 'device-battery' }),
  rule('clock', { group: 'device-clock' }),
]);

const asking = (over: Partial<Asking> = {}): Asking => ({
  id: 'a',
  ruleId: 'low',
  concern: 'blood-pressure',
  severity: 'warning',
  confirmed: true,
  state: 'firing',
  startedAt: now - hourMs,
  firedAt: now - hourMs,
  endedAt: null,
  raisedAt: now - hourMs,
  itemId: null,
  ...over,
});

const dealt = (at: number, over: Partial<Dealt> = {}): Dealt => ({
  alertId: 'old',
  ruleId: 'low',
  severity: 'warning',
  confirmed: true,
  at,
  ...over,
});

const hear = (alerts: readonly Asking[], over: Partial<Hearing> = {}) =>
  quietOf({
    asking: alerts,
    onLine: [],
    isReviewed: () => false,
    dealt: [],
    silent: [],
    factsOf: facts,
    now,
    ...over,
  });
const whyOf = (alert: Asking, over: Partial<Hearing> = {}) => hear([alert], over).get(alert.id);

describe('cool-down: a person dealt with an alert of the same rule', () => {
  const at = now - 2 * hourMs;

  test('one that is no worse is quiet until its end, counted from the review', () => {
    expect(whyOf(asking(), { dealt: [dealt(at)] })).toEqual({
      by: 'cool-down',
      until: at + 72 * hourMs,
      for: 'old',
    });
  });

  test.each([
    ['worse', asking({ severity: 'urgent' }), [dealt(at)]],
    ['confirmed, which that was not', asking(), [dealt(at, { confirmed: false })]],
    ['critical', asking({ severity: 'critical' }), [dealt(at, { severity: 'critical' })]],
    ['of another rule', asking(), [dealt(at, { ruleId: 'mean' })]],
    ['raised before the review', asking(), [dealt(now - hourMs / 2)]],
    ['raised after the end', asking(), [dealt(now - hourMs - 72 * hourMs)]],
    ['of a rule without one', asking({ ruleId: 'no-cool-down' }), [dealt(at, { ruleId: 'no-cool-down' })]],
    [
      'of a rule of which each finding counts',
      asking({ ruleId: 'unowned-blood-pressure' }),
      [dealt(at, { ruleId: 'unowned-blood-pressure' })],
    ],
  ])('not one that is %s', (_, alert, given) => {
    expect(whyOf(alert, { dealt: given })).toBeNull();
  });

  test('it speaks up at the end, and not a millisecond before', () => {
    const until = at + 72 * hourMs;
    expect(whyOf(asking(), { dealt: [dealt(at)], now: until - 1 })?.until).toBe(until);
    expect(whyOf(asking(), { dealt: [dealt(at)], now: until })).toBeNull();
  });

  test('what ended meanwhile never speaks up; what ended later does', () => {
    const until = at + 72 * hourMs;
    const over = (endedAt: number) =>
      whyOf(asking({ state: 'ended', endedAt }), { dealt: [dealt(at)], now: until + 100 * hourMs });
    expect(over(until - 1)).toMatchObject({ by: 'cool-down', until });
    expect(over(until)).toBeNull();
  });

  test('nothing urgent cools down: it may not leave the worklist by itself', () => {
    const given = dealt(at, { severity: 'urgent' });
    expect(whyOf(asking({ severity: 'urgent' }), { dealt: [given] })).toBeNull();
  });

  test('the latest review before it was raised counts', () => {
    const given = [
      dealt(at - hourMs, { alertId: 'older' }),
      dealt(at),
      dealt(now, { alertId: 'too late', severity: 'info' }),
    ];
    expect(whyOf(asking(), { dealt: given })?.for).toBe('old');
  });

  test('not one that was reviewed itself', () => {
    expect(whyOf(asking(), { dealt: [dealt(at)], isReviewed: () => true })).toBeNull();
  });

  test('one never raised is counted from its start', () => {
    expect(whyOf(asking({ raisedAt: null }), { dealt: [dealt(at)] })?.by).toBe('cool-down');
  });
});

describe('merged: it fires again on a line that still tells of the last one', () => {
  const former = (over: Partial<Asking> = {}) =>
    asking({
      id: 'former',
      state: 'ended',
      startedAt: now - 10 * hourMs,
      endedAt: now - 3 * hourMs,
      itemId: 'wli_1',
      ...over,
    });

  test('within 72 h of its end', () => {
    expect(whyOf(asking(), { onLine: [former()] })).toEqual({ by: 'merged', until: null, for: 'former' });
  });

  test.each([
    ['72 h after its end', asking({ startedAt: now - 3 * hourMs + 72 * hourMs }), former()],
    ['worse', asking({ severity: 'urgent' }), former()],
    ['confirmed, which that was not', asking(), former({ confirmed: false })],
    ['critical', asking({ severity: 'critical' }), former({ severity: 'critical' })],
    ['before that one ended', asking({ startedAt: now - 4 * hourMs }), former()],
    ['of another rule', asking(), former({ ruleId: 'mean' })],
    ['after one that never fired', asking(), former({ firedAt: null })],
    ['beside one that has not ended', asking(), former({ state: 'firing', endedAt: null })],
  ])('not %s', (_, alert, on) => {
    expect(whyOf(alert, { onLine: [on, alert] })).toBeNull();
  });

  test('with the worst of several, then the one that is confirmed, then the latest', () => {
    const onLine = [
      former({ id: 'late', endedAt: now - 2 * hourMs, startedAt: now - 3 * hourMs, confirmed: false }),
      former({ id: 'urgent', severity: 'urgent' }),
      former({ id: 'unconfirmed', severity: 'urgent', confirmed: false }),
      former({ id: 'early', severity: 'urgent', startedAt: now - 20 * hourMs }),
    ];
    expect(whyOf(asking(), { onLine })?.for).toBe('urgent');
  });

  test('comes before a cool-down: the line is open about it', () => {
    expect(whyOf(asking(), { onLine: [former()], dealt: [dealt(now - 2 * hourMs)] })?.by).toBe('merged');
  });
});

describe('gateway: the patient’s device sends through one that is silent', () => {
  const missed = asking({ ruleId: 'missed', concern: 'adherence', severity: 'info' });
  const weight = { kind: 'weight', incidentId: 'inc_w', since: now - hourMs } as const;
  const glucose = { kind: 'glucose', incidentId: 'inc_g', since: now - hourMs } as const;

  test('a missed reading of that kind is quiet until it is heard again, a week at most', () => {
    expect(whyOf(missed, { silent: [glucose, weight] })).toEqual({
      by: 'gateway',
      until: now - hourMs + gatewayExplainsMs,
      for: 'inc_w',
    });
  });

  test('also one that was accepted until a date that has come', () => {
    expect(whyOf(missed, { silent: [weight], isReviewed: () => true })?.by).toBe('gateway');
  });

  test.each([
    ['of another kind', missed, [glucose]],
    ['when no gateway is silent', missed, []],
    ['once it has been silent for a week', missed, [{ ...weight, since: now - gatewayExplainsMs }]],
    ['of which only some devices are behind it', asking({ ruleId: 'missed-both' }), [weight]],
    ['a rule that is not of silence', asking({ ruleId: 'low' }), [weight]],
    ['a rule of no kind', asking({ ruleId: 'review' }), [weight]],
  ])('not one %s', (_, alert, silent) => {
    expect(whyOf(alert, { silent })).toBeNull();
  });
});

describe('inhibited: a worse one of the same concern speaks', () => {
  const by = (speaker: Partial<Asking>, lesser: Partial<Asking>, over: Partial<Hearing> = {}) =>
    hear([asking({ id: 'lesser', ...lesser }), asking({ id: 'speaker', ...speaker })], over);

  test.each([
    ['worse, of another matter', { ruleId: 'severe', severity: 'urgent' }, { ruleId: 'low' }],
    ['equal, earlier in the catalogue', { ruleId: 'severe' }, { ruleId: 'mean' }],
    [
      'equal and over, where both are',
      { ruleId: 'severe', severity: 'urgent', state: 'ended', endedAt: now },
      { ruleId: 'mean', severity: 'urgent', state: 'ended', endedAt: now },
    ],
    [
      'worse and firing, where the lesser is over',
      { ruleId: 'severe', severity: 'critical' },
      { ruleId: 'mean', severity: 'urgent', state: 'ended', endedAt: now },
    ],
  ] as const)('%s', (_, speaker, lesser) => {
    const quiet = by(speaker, lesser);
    expect(quiet.get('lesser')).toEqual({ by: 'inhibited', until: null, for: 'speaker' });
    expect(quiet.get('speaker')).toBeNull();
  });

  test.each([
    [
      'one of another matter, where it is urgent: a low is no part of a high',
      { ruleId: 'severe', severity: 'critical' },
      { ruleId: 'low', severity: 'urgent' },
    ],
    ['one of another concern', { ruleId: 'severe', severity: 'urgent', concern: 'glucose' }, {}],
    ['an equal one of another matter', { ruleId: 'severe' }, { ruleId: 'low' }],
    ['one that is over, while the lesser goes on', { severity: 'urgent', state: 'ended', endedAt: now }, {}],
    ['an unconfirmed equal', { ruleId: 'severe', confirmed: false }, { ruleId: 'mean' }],
    ['one about a reading of unclear owner', { ruleId: 'unowned-blood-pressure', severity: 'urgent' }, {}],
    [
      'a worse one, of a reading of unclear owner',
      { ruleId: 'severe', severity: 'critical' },
      { ruleId: 'unowned-blood-pressure', severity: 'urgent' },
    ],
    [
      'any, of what is critical',
      { ruleId: 'severe', severity: 'critical' },
      { ruleId: 'mean', severity: 'critical' },
    ],
    [
      'a worse one of another device matter',
      { ruleId: 'battery', severity: 'warning', concern: 'device' },
      { ruleId: 'clock', severity: 'info', concern: 'device' },
    ],
  ] as const)('not by %s', (_, speaker, lesser) => {
    expect(by(speaker, lesser).get('lesser')).toBeNull();
  });

  test('a worse one of the same device matter', () => {
    const device = { ruleId: 'battery', concern: 'device' } as const;
    expect(by({ ...device, severity: 'urgent' }, { ...device, severity: 'info' }).get('lesser')?.by).toBe(
      'inhibited',
    );
  });

  test('not by one that is quiet itself', () => {
    const quiet = by(
      { ruleId: 'severe', severity: 'warning' },
      { ruleId: 'low', severity: 'info' },
      { dealt: [dealt(now - 2 * hourMs, { ruleId: 'severe', severity: 'warning' })] },
    );
    expect(quiet.get('speaker')?.by).toBe('cool-down');
    expect(quiet.get('lesser')).toBeNull();
  });

  test('by one that merged into the line, and of one that merged', () => {
    const onLine = [
      asking({ id: 'x', ruleId: 'severe', state: 'ended', endedAt: now - 2 * hourMs, itemId: 'wli_1' }),
      asking({ id: 'y', ruleId: 'mean', state: 'ended', endedAt: now - 2 * hourMs, itemId: 'wli_1' }),
    ];
    const quiet = by({ ruleId: 'severe' }, { ruleId: 'mean' }, { onLine });
    expect(quiet.get('speaker')?.by).toBe('merged');
    expect(quiet.get('lesser')).toMatchObject({ by: 'inhibited', for: 'speaker' });
  });

  test('what is inhibited inhibits nothing: all name the one that speaks', () => {
    const quiet = hear([
      asking({ id: 'c', ruleId: 'low', severity: 'info' }),
      asking({ id: 'b', ruleId: 'mean', severity: 'warning' }),
      asking({ id: 'a', ruleId: 'severe', severity: 'urgent' }),
    ]);
    expect([...quiet].map(([id, why]) => [id, why?.for ?? null])).toEqual([
      ['c', 'a'],
      ['b', 'a'],
      ['a', null],
    ]);
  });
});

const anyAlert = (id: string): fc.Arbitrary<Asking> =>
  fc
    .record({
      ruleId: fc.constantFrom(
        'severe',
        'mean',
        'low',
        'missed',
        'battery',
        'clock',
        'unowned-blood-pressure',
        'x',
      ),
      concern: fc.constantFrom(...concerns),
      severity: fc.constantFrom(...severities),
      confirmed: fc.boolean(),
      startedAt: fc.integer({ min: now - 100 * hourMs, max: now }),
      endedAt: fc.option(fc.integer({ min: now - 50 * hourMs, max: now })),
      raisedAt: fc.option(fc.integer({ min: now - 100 * hourMs, max: now })),
    })
    .map(over =>
      asking({ ...over, id, firedAt: over.startedAt, state: over.endedAt === null ? 'firing' : 'ended' }),
    );

const anyHearing = fc.record({
  alerts: fc.tuple(...['a', 'b', 'c', 'd', 'e'].map(anyAlert)),
  onLine: fc.tuple(anyAlert('f'), anyAlert('g')),
  dealt: fc.array(
    fc.record({
      alertId: fc.constant('old'),
      ruleId: fc.constantFrom('severe', 'mean', 'low', 'missed'),
      severity: fc.constantFrom(...severities),
      confirmed: fc.boolean(),
      at: fc.integer({ min: now - 100 * hourMs, max: now }),
    }),
    { maxLength: 4 },
  ),
  silent: fc.constantFrom([], [{ kind: 'weight' as const, incidentId: 'inc', since: now - hourMs }]),
});

describe('whatever comes together', () => {
  test('a critical alert is never quiet, and no alert is quiet for a lesser one or for one of another concern', () => {
    fc.assert(
      fc.property(anyHearing, ({ alerts, ...over }) => {
        const quiet = hear(alerts, over);
        for (const alert of alerts) {
          const why = quiet.get(alert.id) ?? null;
          if (alert.severity === 'critical') expect(why).toBeNull();
          if (why?.by !== 'inhibited') continue;
          const speaker = alerts.find(a => a.id === why.for);
          expect(speaker?.concern).toBe(alert.concern);
          expect(severityRank[speaker?.severity ?? 'info']).toBeGreaterThanOrEqual(
            severityRank[alert.severity],
          );
          expect(quiet.get(speaker?.id ?? '')?.by ?? 'merged').toBe('merged');
        }
      }),
    );
  });

  test('the order in which alerts are given changes nothing', () => {
    fc.assert(
      fc.property(anyHearing, ({ alerts, ...over }) => {
        const sorted = (of: readonly Asking[]) =>
          [...hear(of, over)].map(([id, why]) => [id, why?.by ?? null]).sort();
        expect(sorted(alerts.toReversed())).toEqual(sorted(alerts));
      }),
    );
  });
});
