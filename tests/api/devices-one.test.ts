import { describe, expect, test } from 'vitest';
import type { DeviceBody } from '../../src/contract/devices.ts';
import { expectProblem, iso, start, testApp } from './app.ts';

describe('GET /devices/{id}', () => {
  test('200: who has it, and what it last said of itself', async () => {
    const app = await testApp();
    expect(await app.send('cuff-1', 'status', { battery: 83 })).toEqual({ outcome: 'status' });
    expect(await app.get<DeviceBody>('/api/v1/devices/cuff-1')).toEqual({
      id: 'cuff-1',
      batteryPercent: 83,
      statusAt: iso(start),
      assignments: [
        {
          id: expect.stringMatching(/^asg_/),
          kind: 'blood-pressure',
          slot: null,
          perWeek: 0.25,
          from: null,
          until: null,
          patientId: (await app.patient(1)).id,
        },
      ],
    });
  });

  test('200: a device that never spoke, shared by two patients', async () => {
    const app = await testApp();
    const device = await app.get<DeviceBody>('/api/v1/devices/shared');
    expect(device).toMatchObject({ batteryPercent: null, statusAt: null });
    expect(device.assignments).toHaveLength(2);
  });

  test('404: a device nobody registered', async () => {
    const app = await testApp();
    await expectProblem(await app.request('/api/v1/devices/none'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });
});
