import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { score } from '../../src/cli/score.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { RiskListBody } from '../../src/contract/risk.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { now, testStore } from '../support/store.ts';

const run = async (folder: string, ...args: string[]) => {
  const printed: string[] = [];
  await score.run(args, {
    config: readConfig({ VIGIL_DATA: folder }),
    clock: heldClock(now),
    print: text => printed.push(text),
    tell: () => {},
    signal: new AbortController().signal,
  });
  return printed.join('\n');
};

/** P1 of heart failure was admitted once, P2 of diabetes never. */
const folderWithStay = async () => {
  const { folder, store, patientId } = await testStore();
  const { db, t, write } = store;
  const stay = { class: 'inpatient', emergent: true, createdAt: now } as const;
  const admittedAt = now - 10 * dayMs;
  const dischargedAt = now - 8 * dayMs;
  await write(() => db.update(t.program).set({ rankBy: 'admissions' }));
  await write(() =>
    db
      .insert(t.encounter)
      .values({ ...stay, id: 'enc_1', patientId: patientId('P1'), admittedAt, dischargedAt }),
  );
  return folder;
};

describe('vigil score', () => {
  test('ranks the folder and prints each program: rank, tier, patient by the site id, score, other scores', async () => {
    const printed = await run(await folderWithStay());
    expect(printed).toContain(
      'heart-failure: 1 ranked by admissions, not applicable to 0, 1 in the cohort\n' +
        '     1  highest  P1                 1  cohort since 2026-11-23  ',
    );
    expect(printed).toContain(
      'diabetes: 1 ranked by admissions, not applicable to 0, 0 in the cohort\n     1  highest  P2',
    );
    expect(printed).toContain('lace 5, hospital 1–6, charlson 0');
    expect(printed).not.toContain('Quill');
  });

  test('says where the ranking is not what the program chose', async () => {
    const { folder, store } = await testStore();
    const { db, t, write } = store;
    await write(() => db.update(t.program).set({ rankBy: 'deterioration' }));
    expect(await run(folder, '--program', 'diabetes')).toMatch(
      /^diabetes: 1 ranked by deterioration.*\n {2}Deterioration .*: ranked by admissions instead, and the cohort stays as it is\n/,
    );
  });

  test('--program and --json: that program alone, as the API answers', async () => {
    const lists = JSON.parse(
      await run(await folderWithStay(), '--program', 'heart-failure', '--json'),
    ) as RiskListBody[];
    expect(lists.map(list => [list.program, list.items.map(line => line.patient.siteId)])).toEqual([
      ['heart-failure', ['P1']],
    ]);
  });

  test.each([
    [['--program', 'nowhere'], 'there is no program "nowhere"'],
    [['--top', '0'], '--top must be a whole number from 1'],
    [['--top', '1001'], '--top must be at most 1000'],
  ])('%j is refused', async (args, message) => {
    const failed = run(await folderWithStay(), ...args);
    await expect(failed).rejects.toThrow(UsageError);
    await expect(failed).rejects.toThrow(message);
  });
});
