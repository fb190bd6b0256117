import { describe, expect, test } from 'vitest';
import { putRiskSettings, readRiskSettings } from '../../src/risk/settings.ts';
import { now, testStore } from '../support/store.ts';
import { model } from './models.ts';

const program = 'heart-failure';
const cuts = { percents: [5, 10] as [number, number], capacity: null, alertEveryDays: 30 };
const ofVersion = (modelVersion: string) => [{ ...model('deterioration'), modelVersion }];

const settling = async () => {
  const { store } = await testStore();
  const read = (version = '1.0.0') => readRiskSettings(store, ofVersion(version), program);
  const put = async (version: string, deterioration: { on: boolean; why?: string }, at = now) => {
    const deps = {
      store,
      scorers: ofVersion(version),
      actor: { type: 'person', name: 'Ana Ruiz' },
      at,
    } as const;
    const current = await read();
    return putRiskSettings(deps, program, { version: current.version, ...cuts, deterioration });
  };
  const recalibrate = (modelVersion: string, programId: string | null = null) =>
    store.write(() =>
      store.db.insert(store.t.modelCalibration).values({
        id: `cal_${modelVersion}`,
        modelId: 'deterioration',
        modelVersion,
        programId,
        slope: 1,
        intercept: -3,
        events: 200,
        n: 900,
        reliability: {},
        by: 'Ana Ruiz',
        at: now,
      }),
    );
  return { read, put, recalibrate };
};

describe('deterioration switched on', () => {
  test('is so for the version that is there', async () => {
    const { put, read } = await settling();
    await put('1.0.0', { on: true, why: 'a trial' });
    expect((await read('1.0.0')).deterioration).toMatchObject({ modelVersion: '1.0.0', inShadow: null });
  });

  test('goes back to shadow with another version, and the settings say why', async () => {
    const { put, read } = await settling();
    await put('1.0.0', { on: true, why: 'a trial' });
    expect((await read('2.0.0')).deterioration).toMatchObject({
      modelVersion: '1.0.0',
      inShadow: 'deterioration 2.0.0 is in shadow, since 1.0.0 was switched on',
    });
  });

  test('is switched on anew for another version by who does it, for a reason of its own', async () => {
    const { put, read } = await settling();
    await put('1.0.0', { on: true, why: 'a trial' });
    await expect(put('2.0.0', { on: true })).rejects.toMatchObject({
      code: 'not-allowed-now',
      details: { field: 'deterioration.why' },
    });
    await put('2.0.0', { on: true, why: 'judged on our own patients' }, now + 5);
    expect((await read('2.0.0')).deterioration).toEqual({
      onSince: new Date(now + 5).toISOString(),
      by: 'Ana Ruiz',
      why: 'judged on our own patients',
      modelVersion: '2.0.0',
      inShadow: null,
      recalibrated: false,
    });
  });

  test('keeps since when and by whom while other settings change', async () => {
    const { put, read } = await settling();
    await put('1.0.0', { on: true, why: 'a trial' });
    await put('1.0.0', { on: true }, now + 5);
    expect((await read()).deterioration).toMatchObject({
      onSince: new Date(now).toISOString(),
      why: 'a trial',
    });
  });
});

describe('recalibrated', () => {
  test('is read from the calibrations: one saved later counts at once', async () => {
    const { put, read, recalibrate } = await settling();
    await put('1.0.0', { on: true, why: 'a trial' });
    expect((await read()).deterioration?.recalibrated).toBe(false);
    await recalibrate('1.0.0');
    expect((await read()).deterioration?.recalibrated).toBe(true);
  });

  test('is not said of another version, or for another program', async () => {
    const { put, read, recalibrate } = await settling();
    await put('1.0.0', { on: true, why: 'a trial' });
    await recalibrate('0.9.0');
    await recalibrate('1.0.0', 'diabetes');
    expect((await read()).deterioration?.recalibrated).toBe(false);
  });
});
