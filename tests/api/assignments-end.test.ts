import { describe, expect, test } from 'vitest';
import type { AssignedBody, DeviceBody } from '../../src/contract/devices.ts';
import type { ReadingBody, UnownedBody } from '../../src/contract/readings.ts';
import { hourMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, only, start, type TestApp, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = (id: string) => `/api/v1/assignments/${id}/end`;
const refusals = { method: 'POST', path: path('asg'), body: {} } as const;

const assignmentsOf = async (app: TestApp, device: string) =>
  (await app.get<DeviceBody>(`/api/v1/devices/${device}`)).assignments;

const end = async (app: TestApp, id: string, body: unknown = {}): Promise<AssignedBody> => {
  const response = await app.post(path(id), body);
  expect(response.status, await response.clone().text()).toBe(200);
  await app.idle();
  return (await response.json()) as AssignedBody;
};

const sendAt = async (app: TestApp, device: string, at: number, systolic: number) => {
  await app.send(device, 'blood-pressure', { measuredAt: iso(at), systolic, diastolic: 80, unit: 'mm[Hg]' });
  await app.idle();
};

describe('POST /assignments/{id}/end', () => {
  describeRefusals(refusals);
  describeJsonRefusals(refusals);

  test('200: from then on its readings have no clear owner', async () => {
    const app = await testApp();
    const { id } = only(await assignmentsOf(app, 'cuff-1'));
    expect(await end(app, id)).toMatchObject({
      assignment: { id, until: iso(start), patientId: (await app.patient(1)).id },
      filed: 0,
      moved: 0,
      couldMove: 0,
    });
    await sendAt(app, 'cuff-1', start, 130);
    const { items } = await app.get<{ items: UnownedBody[] }>('/api/v1/unowned-readings');
    expect(items.map(i => [i.deviceId, i.candidates.map(c => c.siteId)])).toEqual([['cuff-1', ['P1']]]);
  });

  test('200: backdated on a shared device, what waited is the other one’s', async () => {
    const app = await testApp();
    await sendAt(app, 'shared', start - hourMs, 141);
    await sendAt(app, 'shared', start - 3 * hourMs, 142);
    const first = (await app.patient(1)).id;
    const held = (await assignmentsOf(app, 'shared')).find(a => a.patientId === first);
    expect(await end(app, held?.id ?? '', { at: iso(start - 2 * hourMs) })).toMatchObject({ filed: 1 });
    const { items } = await app.get<{ items: ReadingBody[] }>('/api/v1/patients/P2/readings');
    expect(items.map(r => r.systolicMmHg)).toEqual([141]);
  });

  test('200: a roster file that still lists it does not bring it back', async () => {
    const app = await testApp();
    const { id } = only(await assignmentsOf(app, 'cuff-1'));
    await end(app, id);
    await app.importRoster(
      'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek\n' +
        'P1,Quillfeather001,Annabel,1951-04-09,female,America/New_York,heart-failure,cuff-1,blood-pressure,0.25\n',
    );
    expect(only(await assignmentsOf(app, 'cuff-1'))).toMatchObject({ id, until: iso(start) });
  });

  test('200: it is audited', async () => {
    const app = await testApp();
    const { id } = only(await assignmentsOf(app, 'cuff-1'));
    await end(app, id);
    const entry = only((await app.audit()).filter(a => a.action === 'device.end-assignment'));
    expect(entry).toMatchObject({
      actor: 'person:Ana Ruiz',
      subjectId: 'cuff-1',
      detail: { assignmentId: id },
    });
  });

  test('404: an assignment nobody made', async () => {
    const app = await testApp();
    await expectProblem(await app.post(path('asg_none'), {}), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('422: it has ended already', async () => {
    const app = await testApp();
    const { id } = only(await assignmentsOf(app, 'cuff-1'));
    await end(app, id);
    const refused = { status: 422, code: 'not-allowed-now', field: 'at' };
    await expectProblem(await app.post(path(id), {}), refused);
    await expectProblem(await app.post(path(id), { at: iso(start + hourMs) }), refused);
  });

  test('400: before it begins, and what is no time', async () => {
    const app = await testApp();
    const body = { patient: 'P1', kind: 'glucose', perWeek: 7 };
    const { assignment } = (await (
      await app.post('/api/v1/devices/meter-x/assignments', body)
    ).json()) as AssignedBody;
    const refused = { status: 400, code: 'bad-request', field: 'at' };
    await expectProblem(await app.post(path(assignment.id), { at: iso(start - hourMs) }), refused);
    await expectProblem(await app.post(path(assignment.id), { at: 'yesterday' }), refused);
  });
});
