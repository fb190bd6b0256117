import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { explain } from '../../src/cli/explain.ts';
import type { ExplanationBody } from '../../src/contract/explanations.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { setOverride } from '../../src/roster/overrides.ts';
import type { App } from '../support/app.ts';
import { deliver, enrol, testApp } from '../support/app.ts';
import { bloodPressure, iso, now, smallRoster, tempFolder } from '../support/store.ts';
import { runCommand } from './run-command.ts';

const run = (folder: string, ...args: string[]) => runCommand(explain, args, { env: { VIGIL_DATA: folder } });

/** Ann, for whom only below 85 mmHg is very low, measures 84. */
const alertUnderOwnLimit = async () => {
  const { app, clock, folder } = await testApp(now);
  await enrol(app, now, smallRoster);
  const deps = {
    store: app.store,
    directory: app.directory,
    actor: { type: 'person', name: 'Ana Ruiz' } as const,
  };
  const own = { key: 'limits.veryLowSystolicMmHg', value: 85, why: 'aortic stenosis' };
  await setOverride({ ...deps, at: now }, 'P1', own);
  const at = now + minuteMs;
  const payload = bloodPressure(iso(at), { systolic: 84, diastolic: 60 });
  await deliver(app, clock, [{ at, topic: 'vigil/v1/bp-1/blood-pressure', payload }]);
  await app.evaluator.idle();
  return { app, folder, id: await onlyAlert(app) };
};

const onlyAlert = async ({ store: { reader, t } }: App): Promise<string> => {
  const alerts = await reader.select({ id: t.alert.id }).from(t.alert);
  expect(alerts).toHaveLength(1);
  return alerts[0]?.id ?? '';
};

describe('vigil explain', () => {
  test('says what an alert rests on, on whose word, and that it is found again; the service may run', async () => {
    const { folder, id } = await alertUnderOwnLimit();
    const { failure, printed } = await run(folder, id);
    expect(failure).toBeNull();
    expect(printed).toContain('Low blood pressure (bp-low, version');
    expect(printed).toContain('84/60 mmHg');
    expect(printed).toContain('very low below, systolic: 85 mmHg');
    expect(printed).toContain(
      'limits.veryLowSystolicMmHg = 85 for this patient (program: 80); Ana Ruiz: aortic stenosis',
    );
    expect(printed).toContain('nothing stood before');
    expect(printed).toContain('recomputed  yes');
  });

  test('says as JSON what the program says in the place of an own setting, also after that has ended', async () => {
    const { folder, id, app } = await alertUnderOwnLimit();
    const { store } = app;
    const ended = { untilAt: now + 2 * minuteMs, endedBy: 'Ana Ruiz' };
    await store.write(() => store.db.update(store.t.limitOverride).set(ended));
    const explained = JSON.parse((await run(folder, id, '--json')).printed) as ExplanationBody;
    expect(explained.inForce?.own).toMatchObject([{ value: 85, programValue: 80, by: 'Ana Ruiz' }]);
    expect(explained.recomputed).toMatchObject({ same: true, differences: [] });
  });

  test('names what differs when the stored finding is not what the rule finds', async () => {
    const { folder, id, app } = await alertUnderOwnLimit();
    const { store } = app;
    await store.write(() => store.db.update(store.t.alert).set({ because: 'systolic 70 mmHg; limit 85' }));
    const { printed } = await run(folder, id);
    expect(printed).toContain('recomputed  NO');
    expect(printed).toContain(
      'because: stored systolic 70 mmHg; limit 85 / recomputed systolic 84 mmHg; limit 85',
    );
  });

  test('an alert that does not exist, none named, and no store', async () => {
    const { folder } = await testApp(now);
    expect((await run(folder, 'alr_0')).failure).toMatchObject({ code: 'not-found' });
    expect((await run(folder)).failure).toBeInstanceOf(UsageError);
    expect((await run(tempFolder(), 'alr_0')).failure).toMatchObject({ code: 'not-found' });
  });
});
