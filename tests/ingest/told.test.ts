import { expect, test } from 'vitest';
import { testStore } from '../support/store.ts';

const payload = (systolic: number) => ({
  measuredAt: '2026-11-23T11:00:00Z',
  systolic,
  diastolic: 80,
  unit: 'mm[Hg]',
});

test('what waits for a person is told of in the commit that stores it, once, by ids alone', async () => {
  const s = await testStore();
  for (let again = 0; again < 2; again++) {
    await s.send({ device: 'bp-1', payload: payload(120) });
    await s.send({ device: 'bp-1', payload: payload(400) });
    await s.send({ device: 'shared-bp', payload: payload(130) });
  }
  const [suspect] = s.all('SELECT id FROM reading WHERE suspect IS NOT NULL');
  const [unowned] = s.all('SELECT id FROM unowned_reading');
  const told = s.all(`SELECT kind, patient_id AS patient, subject_id AS subject FROM outbox
    WHERE kind LIKE 'reading.%' ORDER BY id`);
  expect(told).toEqual([
    { kind: 'reading.suspect', patient: s.patientId('P1'), subject: suspect?.id },
    { kind: 'reading.unowned', patient: null, subject: unowned?.id },
  ]);
});
