import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import type { Ask, PatientOutcome, RealItem } from '../../src/evaluation/backtest-outcome.ts';
import { backtestReport } from '../../src/evaluation/backtest-report.ts';

const endAt = Date.parse('2026-11-23T12:00:00Z');
const startAt = endAt - 70 * dayMs;
const span = { program: 'heart-failure', days: 70, version: 1, changes: [], startAt, endAt };

const ask = (day: number, over: Partial<Ask> = {}): Ask => ({
  at: startAt + day * dayMs,
  lane: 'clinical',
  severity: 'warning',
  rules: ['bp-mean-high'],
  because: null,
  ...over,
});

const outcome = (over: Partial<PatientOutcome> = {}): PatientOutcome => ({
  patientId: 'pat_1',
  days: 70,
  readings: 140,
  historyReadings: 0,
  current: { alerts: {}, asks: [] },
  proposed: { alerts: {}, asks: [] },
  admissions: [],
  real: [],
  isContradicted: false,
  failedRules: [],
  ...over,
});

const under = (...asks: Ask[]) => ({ alerts: {}, asks });
const real = (day: number, action: RealItem['action'] = 'medication-changed'): RealItem => ({
  itemId: `wli_${day}`,
  openedAt: startAt + day * dayMs,
  action,
});

describe('a back-test', () => {
  test('counts alerts and items per patient-week, by rule', () => {
    const report = backtestReport(span, [
      outcome({
        current: { alerts: { 'bp-mean-high': { fired: 8, spoke: 5 } }, asks: [ask(1), ask(10)] },
        proposed: { alerts: { 'bp-mean-high': { fired: 4, spoke: 4 } }, asks: [ask(1)] },
      }),
      outcome({ patientId: 'pat_2' }),
    ]);
    expect(report.patientDays).toBe(140);
    expect(report.alerts).toEqual({
      current: 8,
      proposed: 4,
      currentPerPatientWeek: 0.4,
      proposedPerPatientWeek: 0.2,
    });
    expect(report.items).toMatchObject({ current: 2, proposed: 1, currentPerPatientWeek: 0.1 });
    expect(report.rules).toMatchObject([{ id: 'bp-mean-high', spoke: { current: 5, proposed: 4 } }]);
  });

  test.each([
    ['at the same time', 10, 0],
    ['within 72 hours', 13, 0],
    ['more than 72 hours later', 13.1, 1],
  ])('an item that is asked for %s is lost or not', (_, day, lost) => {
    const report = backtestReport(span, [outcome({ current: under(ask(10)), proposed: under(ask(day)) })]);
    expect([report.lost.count, report.gained.count]).toEqual([lost, lost]);
  });

  test('another patient at the same time takes nobody’s place', () => {
    const report = backtestReport(span, [
      outcome({ current: under(ask(10)) }),
      outcome({ patientId: 'pat_2', proposed: under(ask(10)) }),
    ]);
    expect(report.lost.items.map(i => i.patientId)).toEqual(['pat_1']);
    expect(report.gained.items.map(i => i.patientId)).toEqual(['pat_2']);
  });

  test('lost items that people closed as real come first, those acted on before those watched', () => {
    const report = backtestReport(span, [
      outcome({
        current: under(ask(10, { severity: 'critical' }), ask(30), ask(50)),
        real: [real(31, 'watching'), real(49)],
      }),
    ]);
    expect(report.lost.items.map(i => i.closedAsReal?.itemId ?? null)).toEqual(['wli_49', 'wli_31', null]);
    expect(report.lost).toMatchObject({ count: 3, closedAsReal: 2, actionable: 1 });
  });

  test('an item closed as real that is kept is not lost', () => {
    const report = backtestReport(span, [
      outcome({ current: under(ask(10)), proposed: under(ask(11)), real: [real(10)] }),
    ]);
    expect(report.lost).toEqual({ count: 0, closedAsReal: 0, actionable: 0, items: [] });
  });

  test('admissions: an item in the 14 days before catches one, an item at or after it does not', () => {
    const at = (day: number) => startAt + day * dayMs;
    const report = backtestReport(span, [
      outcome({
        admissions: [at(20), at(40), at(60)],
        current: under(ask(6.1), ask(40 + 1 / 24)),
        proposed: under(ask(5.9), ask(59)),
      }),
    ]);
    expect(report.admissions).toMatchObject({ onFile: 3, caughtByCurrent: 1, caughtByProposed: 1 });
    const day = (a: { admittedAt: string }) => (Date.parse(a.admittedAt) - startAt) / dayMs;
    expect(report.admissions.neither.map(day)).toEqual([40]);
    expect(report.admissions.onlyCurrent.map(day)).toEqual([20]);
    expect(report.admissions.onlyProposed.map(day)).toEqual([60]);
  });

  test('the patients most affected come first; the others are left out', () => {
    const report = backtestReport(span, [
      outcome({ patientId: 'pat_0', current: under(ask(1)), proposed: under(ask(1)) }),
      outcome({ patientId: 'pat_1', current: under(ask(1), ask(20)), proposed: under(ask(1)) }),
      outcome({ patientId: 'pat_2', current: under(ask(1), ask(20), ask(40)) }),
    ]);
    expect(report.mostAffected.map(p => p.patientId)).toEqual(['pat_2', 'pat_1']);
  });

  test('no patient-days make no rate', () => {
    const report = backtestReport(span, []);
    expect(report.items).toMatchObject({ currentPerPatientWeek: 0, proposedPerPatientWeek: 0 });
  });

  test('rules that broke and patients whose own settings contradict it are named', () => {
    const report = backtestReport(span, [
      outcome({ failedRules: ['bp-low'], isContradicted: true, days: hourMs / dayMs }),
      outcome({ patientId: 'pat_2', failedRules: ['bp-low'] }),
    ]);
    expect(report.failures).toEqual([{ ruleId: 'bp-low', patients: 2 }]);
    expect(report.contradicted).toEqual(['pat_1']);
  });
});
