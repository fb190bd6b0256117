import { describe, expect, test } from 'vitest';
import type { PatientBody } from '../../src/contract/patients.ts';
import { dayMs, hourMs } from '../../src/domain/local-day.ts';
import { bodyAs, expectProblem, iso, only, rosterOf, start, testApp, walk } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/patients/P1/status';
const daily = (csv: string) => csv.replaceAll(',0.25,', ',7,');

const withStatus = async (body: Record<string, unknown>) => {
  const app = await testApp();
  const response = await app.post(path, body);
  expect(response.status).toBe(200);
  return { app, patient: await bodyAs<PatientBody>(response) };
};

describe('POST /patients/{id}/status', () => {
  test('200: away until a date, by whom and why; it is reviewed when it is over', async () => {
    const back = iso(start + 5 * dayMs);
    const { app, patient } = await withStatus({ status: 'away', resumesAt: back, reason: 'holiday' });
    const monitoring = {
      status: 'away',
      since: iso(start),
      resumesAt: back,
      reviewAt: back,
      reason: 'holiday',
      by: 'Ana Ruiz',
    };
    expect(patient).toMatchObject({ siteId: 'P1', status: 'away', monitoring });
    expect(patient.monitoringChanges.map(c => c.status)).toEqual(['away', 'learning']);
    await app.setTime(start + 5 * dayMs);
    expect(await app.patient(1)).toMatchObject({
      status: 'active',
      monitoring: { status: 'active', since: back },
    });
  });

  test.each([
    ['in-hospital', {}, null, 7],
    ['learning', {}, 14, 14],
    ['learning', { reviewAt: iso(start + 3 * dayMs) }, 3, 3],
    ['active', {}, null, null],
    ['ended', { reason: 'moved away' }, null, null],
  ])('200: %s with %o', async (status, fields, resumesDays, reviewDays) => {
    const { patient } = await withStatus({ status, ...fields });
    const inDays = (days: number | null) => (days === null ? null : iso(start + days * dayMs));
    expect(patient.monitoring).toMatchObject({
      status,
      resumesAt: inDays(resumesDays),
      reviewAt: inDays(reviewDays),
    });
  });

  test('200: planned ahead, it is in force from its day on, in lists too', async () => {
    const from = iso(start + 2 * dayMs);
    const { app, patient } = await withStatus({ status: 'in-hospital', from });
    expect(patient.status).toBe('learning');
    expect(patient.monitoringChanges[0]).toMatchObject({ status: 'in-hospital', since: from });
    await app.setTime(start + 2 * dayMs);
    expect(await app.patient(1)).toMatchObject({ status: 'in-hospital' });
    const items = await walk<PatientBody>(app, '/api/v1/patients', 10);
    expect(items.map(p => p.status)).toEqual(['in-hospital', 'learning']);
  });

  test('200: an alert on silence that stands ends when the patient is said to be away, and its line leaves', async () => {
    const app = await testApp({ patients: 0 });
    await app.importRoster(daily(rosterOf(1)));
    await app.setTime(start + 4 * dayMs);
    expect((await app.openItem(1)).alerts.map(a => a.ruleId).sort()).toEqual([
      'missed-blood-pressure',
      'missed-glucose',
      'missed-weight',
    ]);
    await app.post(path, { status: 'away', resumesAt: iso(start + 8 * dayMs) });
    await app.idle();
    expect(await app.hasItem(1)).toBe(false);
    expect(new Set((await app.alerts(1)).map(a => a.endReason))).toEqual(new Set(['cleared']));
  });

  test('200: away since days ago: what silence raised meanwhile was raised without need', async () => {
    const app = await testApp({ patients: 0 });
    await app.importRoster(daily(rosterOf(1)));
    await app.setTime(start + 4 * dayMs);
    await app.post(path, {
      status: 'away',
      from: iso(start + dayMs),
      resumesAt: iso(start + 8 * dayMs),
    });
    await app.idle();
    expect(await app.hasItem(1)).toBe(false);
    expect(new Set((await app.alerts(1)).map(a => a.endReason))).toEqual(new Set(['superseded']));
    await app.setTime(start + 11 * dayMs + hourMs);
    expect((await app.openItem(1)).alerts[0]?.because).toContain('since the return on Tue 1 Dec');
  });

  test('200: in hospital since days ago: an urgent alert of then still waits for a person', async () => {
    const app = await testApp();
    await app.setTime(start + dayMs);
    await app.pressure(1, 75);
    await app.post(path, { status: 'in-hospital', from: iso(start + hourMs) });
    await app.idle();
    expect(only((await app.openItem(1)).alerts)).toMatchObject({
      ruleId: 'bp-low',
      severity: 'urgent',
      state: 'ended',
      endReason: 'superseded',
      needsReview: true,
    });
  });

  test('200: a planned status takes effect and is asked after although the service was restarted', async () => {
    const { app } = await withStatus({ status: 'in-hospital', from: iso(start + dayMs) });
    await app.restart();
    await app.setTime(start + 8 * dayMs - 1);
    expect(await app.hasItem(1)).toBe(false);
    await app.setTime(start + 8 * dayMs);
    expect(only((await app.openItem(1)).alerts)).toMatchObject({
      ruleId: 'monitoring-review',
      severity: 'info',
    });
    await app.post(path, { status: 'active' });
    await app.idle();
    expect(await app.hasItem(1)).toBe(false);
  });

  test('200: nothing alerts any more once monitoring has ended, and what stands stays for a person', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.post(path, { status: 'ended', reason: 'moved away' });
    await app.idle();
    await app.glucose(1, 40);
    await app.pressure(1, 190);
    await app.pressure(1, 191);
    expect((await app.openItem(1)).alerts.map(a => [a.ruleId, a.state])).toEqual([['bp-low', 'firing']]);
  });

  test('200: of two changes from one instant the later entered is in force', async () => {
    const { app } = await withStatus({ status: 'in-hospital' });
    await app.post(path, { status: 'active' });
    expect((await app.patient(1)).monitoringChanges.map(c => c.status)).toEqual([
      'active',
      'in-hospital',
      'learning',
    ]);
    expect((await app.patient(1)).status).toBe('active');
  });

  test('200: it is in the audit and in the feed by ids and codes, the reason is not', async () => {
    const { app, patient } = await withStatus({ status: 'ended', reason: 'Annabel moved away' });
    const audit = (await app.audit()).at(-1);
    expect(audit).toMatchObject({
      action: 'patient.set-status',
      actor: 'person:Ana Ruiz',
      patientId: patient.id,
      detail: { status: 'ended', fromAt: start },
    });
    expect(JSON.stringify(audit)).not.toContain('Annabel');
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'patient.changed', patientId: patient.id });
  });

  test.each([
    ['away without an end', { status: 'away' }, 'resumesAt'],
    ['away for more than 90 days', { status: 'away', resumesAt: iso(start + 91 * dayMs) }, 'resumesAt'],
    [
      'away that is over before it begins',
      { status: 'away', from: iso(start + dayMs), resumesAt: iso(start + dayMs) },
      'resumesAt',
    ],
    [
      'in hospital that resumes by itself',
      { status: 'in-hospital', resumesAt: iso(start + dayMs) },
      'resumesAt',
    ],
    ['active until', { status: 'active', resumesAt: iso(start + dayMs) }, 'resumesAt'],
    ['a review before it begins', { status: 'in-hospital', reviewAt: iso(start - 1) }, 'reviewAt'],
    ['an end without a reason', { status: 'ended' }, 'reason'],
    ['a blank reason', { status: 'ended', reason: ' ' }, 'reason'],
    ['an end that is reviewed', { status: 'ended', reason: 'x', reviewAt: iso(start + dayMs) }, 'reviewAt'],
    ['from more than 35 days ago', { status: 'active', from: iso(start - 36 * dayMs) }, 'from'],
    ['from more than 90 days ahead', { status: 'active', from: iso(start + 91 * dayMs) }, 'from'],
    ['a time without an offset', { status: 'active', from: '2026-11-20T07:00:00' }, 'from'],
    ['no such status', { status: 'asleep' }, 'status'],
    ['a misspelt field', { status: 'active', reviewat: iso(start) }, 'reviewat'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp();
    await expectProblem(await app.post(path, body), { status: 400, code: 'bad-request', field });
    expect((await app.patient(1)).monitoringChanges).toHaveLength(1);
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp();
    const response = await app.post('/api/v1/patients/P99/status', { status: 'active' });
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  describeRefusals({ method: 'POST', path, body: { status: 'active' } });
  describeJsonRefusals({ method: 'POST', path, body: { status: 'active' } });
});
