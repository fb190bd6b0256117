import { describe, expect, test } from 'vitest';
import type { PatientRiskBody } from '../../src/contract/risk.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { panelApp } from '../risk/app.ts';
import { expectProblem, iso, rosterHeader, rosterLine, testApp } from './app.ts';

const path = '/api/v1/patients/P1/risk';

/** Models apply to nobody here: there are none. */
const publishedOf = ({ scores }: PatientRiskBody) => scores.filter(s => s.unit === 'points');

describe('GET /patients/{id}/risk', () => {
  test('200: all scores with their parts, the place in the panel, and on how much they rest', async () => {
    const app = await panelApp(20);
    await app.admit(1, { daysAgo: 10, days: 5 }, { daysAgo: 200 });
    await app.diagnose(1, 'I509', 'I10');
    await app.rescore();
    const body = await app.get<PatientRiskBody>(path);
    expect(body).toMatchObject({
      patientId: (await app.patient(1)).id,
      rankedBy: 'admissions',
      rank: 1,
      outOf: 20,
      percentile: 95,
      rise7d: null,
      tier: 'highest',
      stale: null,
      ranking: null,
      degraded: null,
      cohortSince: iso(app.clock.now()),
      inputs: {
        encounters: 2,
        conditions: 2,
        latestEncounterAt: iso(Date.parse((await app.patient(1)).encounters[0]?.admittedAt ?? '')),
      },
    });
    expect(publishedOf(body).map(s => [s.id, s.value])).toEqual([
      ['admissions', 2],
      ['lace', 9],
      ['hospital', 3],
      ['charlson', 2],
    ]);
    expect(body.scores.find(s => s.id === 'lace')?.parts.map(p => [p.label, p.points])).toEqual([
      ['length of stay: 5 days', 4],
      ['admitted as an emergency', 3],
      ['comorbidity 2: heart failure 2', 2],
      ['0 emergency visits in the 6 months before the admission', 0],
    ]);
    const unknown = body.scores.flatMap(({ id, value, atMost, parts }) =>
      atMost === value ? [] : [[id, atMost, parts.filter(p => p.mayAdd !== undefined).map(p => p.id)]],
    );
    expect(unknown).toEqual([['hospital', 6, ['haemoglobin', 'sodium', 'procedure']]]);
    for (const { parts, value } of publishedOf(body))
      expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(value);
  });

  test('200: ranked by a blend, says what the place is made of', async () => {
    const app = await panelApp(4);
    await app.admitTimes(1, 2);
    await app.rankBy('heart-failure', 'blend');
    await app.rescore();
    const { rankedBy, ranking, percentile, degraded } = await app.get<PatientRiskBody>(path);
    expect([rankedBy, percentile]).toEqual(['blend', 75]);
    expect(ranking).toMatchObject({
      id: 'blend',
      value: 87.5,
      parts: [{ id: 'admissions', label: 'Admissions in the last year: percentile 87.5', points: 87.5 }],
    });
    expect(degraded).toContain('Readmission within 30 days is unavailable');
  });

  test('200: says how much the patient rose in 7 days, and from when stays are too old', async () => {
    const app = await panelApp(4);
    await app.rescore();
    await app.admitTimes(1, 2);
    await app.rescore(8 * dayMs);
    expect(await app.get<PatientRiskBody>(path)).toMatchObject({ rise7d: 75, stale: null });
    await app.setTime(app.clock.now() + 91 * dayMs);
    expect((await app.get<PatientRiskBody>(path)).stale).toContain('no stays or visits were imported since');
  });

  test('200: one to whom the score of the program does not apply has no place, and learns why', async () => {
    const app = await panelApp(2);
    await app.rankBy('heart-failure', 'lace');
    await app.rescore();
    const body = await app.get<PatientRiskBody>(path);
    expect(body).toMatchObject({ rankedBy: 'lace', rank: null, outOf: null, tier: null, cohortSince: null });
    expect(body.scores.find(s => s.id === 'lace')).toMatchObject({
      applicable: false,
      value: null,
      why: 'no discharge in the last 30 days',
      parts: [],
    });
  });

  test('200: is as last computed, and says when; time alone changes it a day later', async () => {
    const app = await panelApp(1);
    await app.admit(1, { daysAgo: 31, days: 2 });
    await app.rescore();
    const scoredAt = iso(app.clock.now());
    const laceOf = async () => (await app.get<PatientRiskBody>(path)).scores.find(s => s.id === 'lace');
    expect(await laceOf()).toMatchObject({ applicable: true, scoredAt });
    await app.setTime(app.clock.now() + 2 * dayMs);
    expect(await laceOf()).toMatchObject({ applicable: false });
  });

  test('200: somebody enrolled a moment ago is scored already, and not yet ranked', async () => {
    const app = await panelApp(1);
    await app.importRoster(`${rosterHeader}\n${rosterLine(9, 'cuff-9', 'blood-pressure')}\n`);
    const body = await app.get<PatientRiskBody>('/api/v1/patients/P9/risk');
    expect(body).toMatchObject({
      rank: null,
      inputs: { encounters: 0, conditions: 0, latestEncounterAt: null },
    });
    expect(publishedOf(body).map(s => s.value)).toEqual([0, null, null, 0]);
    await app.setTime(app.clock.now() + 1_000);
    expect((await app.get<PatientRiskBody>('/api/v1/patients/P9/risk')).rank).not.toBeNull();
  });

  test('200: by the opaque id too', async () => {
    const app = await panelApp(1);
    const { id } = await app.patient(1);
    expect(await app.get(`/api/v1/patients/${id}/risk`)).toMatchObject({ patientId: id });
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path), { status: 404, code: 'not-found', field: 'id' });
  });
});
