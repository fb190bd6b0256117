import { describe, expect, test } from 'vitest';
import { catalogueFacts } from '../../src/alerts/rule-facts.ts';
import type { HeardDevice } from '../../src/attendance/outage.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { gatewaySpans, type SilentSpan } from '../../src/evaluation/driver-gateways.ts';
import { createLine } from '../../src/evaluation/driver-line.ts';
import { ruleById } from '../../src/rules/catalogue.ts';

const start = Date.parse('2026-06-01T00:00:00Z');
const end = start + 40 * dayMs;

/** Heard every morning but on some days. */
const device = (n: number, silentDays: readonly number[] = []): HeardDevice => ({
  deviceId: `dev_${n}`,
  patientIds: [`pat_${n}`],
  perWeek: 7,
  heardAt: Array.from({ length: 40 }, (_, day) => day)
    .filter(day => !silentDays.includes(day))
    .map(day => start + day * dayMs + 8 * hourMs + n * 60_000),
});
const outage = [20, 21, 22];
const spansOf = (devices: readonly HeardDevice[]) => gatewaySpans('gw', devices, start, end);

describe('the outages of a gateway', () => {
  test('begin when devices are silent together beyond what is usual, and end when they are heard again', () => {
    const [span, ...others] = spansOf([1, 2, 3, 4].map(n => device(n, outage)));
    expect(others).toEqual([]);
    const lastHeard = start + 19 * dayMs + 8 * hourMs + 4 * 60_000;
    expect(span?.since).toBe(lastHeard);
    // a quarter more than the usual day
    expect(span?.fromAt).toBe(start + 20 * dayMs + 15 * hourMs);
    expect(span?.untilAt).toBe(start + 23 * dayMs + 9 * hourMs);
  });

  test.each([
    ['two devices', [device(1, outage), device(2, outage)]],
    ['each silent at another time', [0, 6, 12, 18].map(n => device(n, [15 + n, 16 + n]))],
    ['nobody silent', [device(1), device(2), device(3)]],
  ])('none: %s', (_, devices) => expect(spansOf(devices)).toEqual([]));

  test('one that goes on has no end', () => {
    const silent = [1, 2, 3].map(n => device(n, [37, 38, 39]));
    expect(spansOf(silent)).toMatchObject([{ untilAt: Number.POSITIVE_INFINITY }]);
  });
});

describe('a line behind a silent gateway', () => {
  const silentAt = start + 22 * dayMs;
  const rule = ruleById.get('missed-weight');
  if (!rule) throw new Error('there is no rule on missed weights');
  const episode = {
    id: 'alr_1',
    severity: 'info',
    confirmed: true,
    startedAt: silentAt,
    firedAt: silentAt,
    everFiredAt: silentAt,
    lastAt: silentAt,
    endedAt: null,
    endReason: null,
    pendingUntil: null,
    because: 'no weight',
    evidence: { readings: [], limits: {} },
    told: null,
    changed: true,
  } as const;
  const span: SilentSpan = {
    incidentId: 'gw@1',
    kind: 'weight',
    since: start + 20 * dayMs,
    fromAt: start + 21 * dayMs,
    untilAt: start + 23 * dayMs,
  };
  const raised = (silent: readonly SilentSpan[]) => {
    const line = createLine({
      timeZone: 'America/New_York',
      reviewer: () => end,
      factsOf: catalogueFacts,
      silent,
    });
    line.onChange(silentAt, [{ rule, episode } as never]);
    return line.finish(end).items.map(item => item.openedAt);
  };

  test('asks for nobody while the gateway is silent, and asks when it is heard but the patient is not', () => {
    expect(raised([])).toEqual([silentAt]);
    expect(raised([span])).toEqual([span.untilAt]);
  });

  test('asks at once where the gateway is of another kind of device', () => {
    expect(raised([{ ...span, kind: 'glucose' }])).toEqual([silentAt]);
  });
});
