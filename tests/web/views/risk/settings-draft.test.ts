import { expect, test } from 'vitest';
import { draftOf, readDraft } from '../../../../src/web/views/risk/settings-draft.ts';

const settings = {
  programId: 'heart-failure',
  version: 3,
  rankBy: 'blend' as const,
  percents: [5, 10] as [number, number],
  capacity: null,
  alertEveryDays: 30,
  deterioration: {
    onSince: '2026-11-01T00:00:00.000Z',
    by: 'Ana',
    why: 'agreed',
    modelVersion: '1.0.0',
    inShadow: null,
    recalibrated: false,
  },
};
const draft = draftOf(settings);

test('what stands is sent back as it was, for the version that was read', () => {
  expect(readDraft(draft, settings)).toEqual({
    ok: true,
    body: {
      version: 3,
      percents: [5, 10],
      capacity: null,
      alertEveryDays: 30,
      deterioration: { on: true, why: 'agreed' },
    },
  });
});

test.each([
  ['what ranks, where it was changed', { rankBy: 'lace' as const }, { rankBy: 'lace' }],
  ['a comma for a point', { high: '7,5' }, { percents: [5, 7.5] }],
  ['a capacity', { capacity: ' 40 ' }, { capacity: 40 }],
  ['switched off, the reason is not sent', { on: false }, { deterioration: { on: false } }],
  ['a blank reason is none', { why: '  ' }, { deterioration: { on: true } }],
])('%s', (_, typed, body) => {
  expect(readDraft({ ...draft, ...typed }, settings)).toMatchObject({ ok: true, body });
});

test.each([
  [{ highest: '' }, 'percents'],
  [{ high: 'ten' }, 'percents'],
  [{ capacity: '2.5' }, 'capacity'],
  [{ alertEveryDays: '' }, 'alertEveryDays'],
  [{ alertEveryDays: '1.5' }, 'alertEveryDays'],
])('%o is refused at its field', (typed, field) => {
  expect(readDraft({ ...draft, ...typed }, settings)).toMatchObject({ ok: false, wrong: { field } });
});

test('what went back to shadow is not switched on by saving something else', () => {
  const deterioration = { ...settings.deterioration, inShadow: 'deterioration 2.0.0 is in shadow' };
  expect(readDraft(draftOf({ ...settings, deterioration }), settings)).toMatchObject({
    body: { deterioration: { on: false } },
  });
});
