import { describe, expect, test } from 'vitest';
import type { PatientBody } from '../../../src/contract/patients.ts';
import { dischargeForm } from '../../../src/web/care/discharge-form.ts';
import { asLocalField } from '../../../src/web/lib/moments.ts';

const now = Date.parse('2026-11-26T09:00:30Z');
const stayFrom = '2026-11-20T09:00:00.000Z';

const patient = (change: object): PatientBody =>
  ({ encounters: [], monitoring: { status: 'active', since: null }, ...change }) as unknown as PatientBody;

const atHome = patient({});
const onFile = patient({
  encounters: [{ id: 'enc_1', class: 'inpatient', admittedAt: stayFrom, dischargedAt: null, emergent: true }],
});
const inHospital = patient({ monitoring: { status: 'in-hospital', since: stayFrom } });

const start = (of: PatientBody) => dischargeForm(of, now).start ?? {};
const admitted = (of: PatientBody) =>
  dischargeForm(of, now)
    .fields({})
    .find(({ name }) => name === 'admittedAt');

describe('a discharge by hand', () => {
  test.each([
    ['a stay on file', onFile, false],
    ['the status in hospital', inHospital, false],
    ['neither', atHome, true],
  ])('with %s, whether the admission must be said', (_, of, required) => {
    expect(admitted(of)?.required).toBe(required);
    expect(dischargeForm(of, now).body(start(of)) === null).toBe(required);
  });

  test('now is not sent as later than now', () => {
    const body = dischargeForm(onFile, now).body({
      ...start(onFile),
      dischargedAt: asLocalField(now + 60_000),
    });
    expect(body).toEqual({ class: 'inpatient', dischargedAt: new Date(now).toISOString() });
  });

  test('what is not said is not sent, what is said is', () => {
    const values = { ...start(onFile), emergent: 'no', disposition: 'home-health', diagnosis: ' I50.9 ' };
    expect(dischargeForm(onFile, now).body(values)).toMatchObject({
      emergent: false,
      facts: { disposition: 'home-health', diagnoses: [{ system: 'icd10', code: 'I50.9' }] },
    });
  });
});
