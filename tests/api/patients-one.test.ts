import { describe, expect, test } from 'vitest';
import type { PatientBody } from '../../src/contract/patients.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { expectProblem, testApp } from './app.ts';

describe('GET /patients/{id}', () => {
  test('200: contacts, devices, limits, latest readings and the open item', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await app.weight(1, 400);
    const patient = await app.patient(1);
    expect(patient).toMatchObject({
      siteId: 'P1',
      phone: '555-0199',
      enrolledAt: '2026-11-23T12:00:00.000Z',
      dryWeightKg: null,
      tags: [],
      limits: defaultLimits,
      lastReadingAt: { 'blood-pressure': '2026-11-23T12:01:00.000Z' },
      openItemId: (await app.openItem(1)).id,
    });
    expect(patient.assignments.map(a => a.deviceId)).toEqual(['cuff-1', 'meter-1', 'scale-1', 'shared']);
  });

  test('200: a suspect reading is not the latest reading of its kind', async () => {
    const app = await testApp();
    await app.weight(1, 400);
    expect((await app.patient(1)).lastReadingAt).toEqual({});
  });

  test('200: the opaque id names the same patient as the site id', async () => {
    const app = await testApp();
    const { id } = await app.patient(1);
    expect((await app.get<PatientBody>(`/api/v1/patients/${id}`)).siteId).toBe('P1');
  });

  test('200: an assignment that began later says from when', async () => {
    const app = await testApp();
    await app.importRoster(
      'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,from\n' +
        'M1,Moved,Al,1950-01-01,male,UTC,diabetes,meter-x,glucose,7,2026-11-20T00:00:00-05:00\n',
    );
    const { assignments } = await app.get<PatientBody>('/api/v1/patients/M1');
    expect(assignments).toMatchObject([{ from: '2026-11-20T05:00:00.000Z', until: null }]);
  });

  test('404: a patient nobody imported', async () => {
    const app = await testApp();
    await expectProblem(await app.request('/api/v1/patients/P99'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('421: another host name is not served', async () => {
    const app = await testApp();
    const response = await app.request('/api/v1/patients/P1', { headers: { host: '10.0.0.1' } });
    await expectProblem(response, { status: 421, code: 'host-not-allowed', field: 'Host' });
  });
});
