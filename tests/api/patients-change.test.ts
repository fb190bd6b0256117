import { describe, expect, test } from 'vitest';
import type { PatientBody } from '../../src/contract/patients.ts';
import { bodyAs, expectProblem, rosterOf, start, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/patients/P1';
const all = {
  phone: '(212) 555-0123',
  language: 'es',
  caregiver: 'Cora',
  caregiverPhone: '212-555-0124',
  caregiverConsent: true,
  emergencyContact: 'Emil',
  emergencyPhone: '212-555-0125',
  address: '1 Elm St',
  provider: 'Dr. Wu',
  dryWeightKg: 71.5,
  site: 'north',
  tags: ['fall risk'],
};

const opened = async () => {
  const app = await testApp();
  const change = (body: unknown, actor = 'Ana Ruiz') => app.request(path, { method: 'PATCH', body, actor });
  return { app, change };
};

describe('PATCH /patients/{id}', () => {
  test('200: every field changes, null clears, and what is not named stays', async () => {
    const { app, change } = await opened();
    expect(await bodyAs<PatientBody>(await change(all))).toMatchObject(all);
    const cleared = await bodyAs<PatientBody>(
      await change({ caregiver: null, caregiverConsent: null, tags: [] }),
    );
    expect(cleared).toMatchObject({ ...all, caregiver: null, caregiverConsent: null, tags: [] });
    expect(await app.patient(1)).toEqual(cleared);
  });

  test('200: a new phone number is found whatever its punctuation, the old one no longer', async () => {
    const { app, change } = await opened();
    await change({ phone: '(212) 555-0123' });
    const found = async (q: string) =>
      (await bodyAs<{ items: PatientBody[] }>(await app.post('/api/v1/patients/search', { q }))).items.map(
        p => p.siteId,
      );
    for (const q of ['2125550123', '212-555-0123', '+1 212 555 0123', '0123', '555.0123'])
      expect(await found(q), q).toEqual(['P1']);
    expect(await found('555-0199')).toEqual(['P2']);
  });

  test('200: a roster without the column leaves what a person entered; one with it decides', async () => {
    const { app, change } = await opened();
    await change({ address: '1 Elm St', phone: '212-555-0123' });
    await app.importRoster(rosterOf(2));
    expect(await app.patient(1)).toMatchObject({ address: '1 Elm St', phone: '555-0199' });
  });

  test('200: the audit names the fields that changed and no value; what is the same again leaves no trace', async () => {
    const { app, change } = await opened();
    await change({ address: '1 Elm St', caregiver: 'Cora', tags: [] });
    const audits = await app.audit();
    expect(audits.at(-1)).toMatchObject({
      action: 'patient.change',
      actor: 'person:Ana Ruiz',
      detail: { fields: ['address', 'caregiver'] },
    });
    expect(JSON.stringify(audits)).not.toMatch(/Elm|Cora/);
    expect((await app.outbox()).at(-1)).toMatchObject({ kind: 'patient.changed' });
    await change({ address: '1 Elm St' });
    expect(await app.audit()).toHaveLength(audits.length);
  });

  test('409: somebody changed the patient since: the second learns who and when', async () => {
    const { app, change } = await opened();
    const { updatedAt } = await app.patient(1);
    expect((await change({ ifUpdatedAt: updatedAt, language: 'es' }, 'Bo Chen')).status).toBe(200);
    const problem = await expectProblem(await change({ ifUpdatedAt: updatedAt, language: 'fr' }), {
      status: 409,
      code: 'conflict',
      field: 'ifUpdatedAt',
    });
    const now = await app.patient(1);
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: now.updatedAt, state: 'changed' });
    expect(now.language).toBe('es');
    expect((await change({ ifUpdatedAt: now.updatedAt, language: 'fr' })).status).toBe(200);
  });

  test('409: a roster imported since is named as what changed the patient', async () => {
    const { app, change } = await opened();
    const { updatedAt } = await app.patient(1);
    app.clock.set(start + 1);
    await app.importRoster(rosterOf(2).replaceAll('555-0199', '555-0198'));
    const problem = await expectProblem(await change({ ifUpdatedAt: updatedAt, language: 'fr' }), {
      status: 409,
      code: 'conflict',
      field: 'ifUpdatedAt',
    });
    expect(problem.conflict?.by).toBe('a roster import');
  });

  test.each([
    ['a weight in pounds', { dryWeightKg: 450 }, 'dryWeightKg'],
    ['an empty phone', { phone: ' ' }, 'phone'],
    ['a name, which the roster decides', { family: 'Other' }, 'family'],
    ['a status, which has a verb of its own', { status: 'away' }, 'status'],
    ['tags that are no list', { tags: 'fall risk' }, 'tags'],
    ['an instant that is none', { ifUpdatedAt: 'yesterday' }, 'ifUpdatedAt'],
  ])('400: %s', async (_, body, field) => {
    const { change } = await opened();
    await expectProblem(await change(body), { status: 400, code: 'bad-request', field });
  });

  test('404: a patient nobody imported', async () => {
    const { app } = await opened();
    const response = await app.request('/api/v1/patients/P99', { method: 'PATCH', body: { language: 'es' } });
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  describeRefusals({ method: 'PATCH', path, body: { language: 'es' } });
  describeJsonRefusals({ method: 'PATCH', path, body: { language: 'es' } });
});
