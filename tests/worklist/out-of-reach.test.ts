import { describe, expect, test } from 'vitest';
import { type ActionTaken, actionsTaken, type Concern, type Severity } from '../../src/domain/alert.ts';
import { closedOutOfReach } from '../../src/worklist/out-of-reach.ts';

const raised = 100;
const alert = (over: { severity?: Severity; concern?: Concern; raisedAt?: number | null } = {}) => ({
  id: 'alr_1',
  severity: 'urgent' as Severity,
  concern: 'blood-pressure' as Concern,
  raisedAt: raised as number | null,
  ...over,
});
const failed = (at: number) => ({ at, reached: false });
const reached = (at: number) => ({ at, reached: true });
const closes = (
  attempts: Parameters<typeof closedOutOfReach>[0],
  action: ActionTaken,
  of: ReturnType<typeof alert> = alert(),
) => closedOutOfReach(attempts, [of], [{ alertId: of.id, action }]).length === 0;

describe('an urgent alert about which somebody was tried in vain', () => {
  const allowed: readonly ActionTaken[] = [
    'informed-provider',
    'medication-changed',
    'visit-arranged',
    'emergency-services',
  ];

  test.each(actionsTaken.map(action => [action, allowed.includes(action)] as const))(
    'closes with %s: %s',
    (action, isAllowed) => {
      expect(closes([failed(101)], action)).toBe(isAllowed);
      expect(closes([failed(101)], action, alert({ severity: 'critical' }))).toBe(isAllowed);
    },
  );

  test.each<[Concern, boolean]>([
    ['device', true],
    ['blood-pressure', false],
    ['glucose', false],
    ['weight', false],
    ['adherence', false],
    ['risk', false],
  ])('of concern %s closes with help on the device: %s', (concern, isAllowed) => {
    expect(closes([failed(101)], 'device-help', alert({ concern }))).toBe(isAllowed);
  });
});

test.each<[string, Parameters<typeof closedOutOfReach>[0], boolean]>([
  ['nobody tried', [], true],
  ['every attempt failed', [failed(101), failed(102), failed(103)], false],
  ['the only attempt failed before it grew urgent', [failed(50)], false],
  ['an attempt reached somebody after others failed', [failed(101), reached(102)], true],
  ['a call back failed after somebody was reached about it', [reached(101), failed(102)], true],
  ['somebody was reached the instant it was raised', [reached(100), failed(101)], true],
  ['somebody was reached only before it was raised, and not since', [reached(50), failed(101)], false],
  ['somebody was reached before it was raised, and nobody tried since', [failed(40), reached(50)], true],
])('advice is believed or not when %s', (_, attempts, isBelieved) => {
  expect(closes(attempts, 'advised-patient')).toBe(isBelieved);
  expect(closes(attempts.toReversed(), 'advised-patient')).toBe(isBelieved);
});

test.each<Severity>(['info', 'warning'])('%s closes although nobody was reached', severity => {
  expect(closes([failed(101)], 'watching', alert({ severity }))).toBe(true);
});

test('an alert of which nobody knows when it was raised counts as raised before every attempt', () => {
  expect(closes([failed(101)], 'watching', alert({ raisedAt: null }))).toBe(false);
  expect(closes([reached(101), failed(102)], 'watching', alert({ raisedAt: null }))).toBe(true);
});

test('only the alerts whose reviews claim contact or nothing are named; one without a review is not judged', () => {
  const alerts = ['a', 'b', 'c'].map(id => ({ ...alert(), id }));
  const reviews = [
    { alertId: 'a', action: 'visit-arranged' as const },
    { alertId: 'b', action: 'watching' as const },
  ];
  expect(closedOutOfReach([failed(101)], alerts, reviews).map(a => a.id)).toEqual(['b']);
});
