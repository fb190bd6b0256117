import { expect, test } from 'vitest';
import { draftOf, readDraft } from '../../../../src/web/views/risk/settings-draft.ts';

const settings = {
  programId: 'heart-failure',
  version: 3,
  rankBy: 'blend' as const,
  percents: [5, 10] as [number, number],
  capacity: null,
  alertEveryDays: 30,
  deterioration: { onSince: '2026-11-01T00:00:00.000Z', by: 'Ana', why: 'agreed', recalibrated: false },
};
const draft = draftOf(settings);

test('what stands is sent back as it was, for the version that was read', () => {
  expect(readDraft(draft, 3)).toEqual({
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
  ['a comma for a point', { high: '7,5' }, { percents: [5, 7.5] }],
  ['a capacity', { capacity: ' 40 ' }, { capacity: 40 }],
  ['switched off, the reason is not sent', { on: false }, { deterioration: { on: false } }],
  ['a blank reason is none', { why: '  ' }, { deterioration: { on: true } }],
])('%s', (_, typed, body) => {
  expect(readDraft({ ...draft, ...typed }, 3)).toMatchObject({ ok: true, body });
});

test.each([
  [{ highest: '' }, 'percents'],
  [{ high: 'ten' }, 'percents'],
  [{ capacity: '2.5' }, 'capacity'],
  [{ alertEveryDays: '' }, 'alertEveryDays'],
  [{ alertEveryDays: '1.5' }, 'alertEveryDays'],
])('%o is refused at its field', (typed, field) => {
  expect(readDraft({ ...draft, ...typed }, 3)).toMatchObject({ ok: false, wrong: { field } });
});
