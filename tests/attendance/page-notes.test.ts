import { describe, expect, test } from 'vitest';
import { noteOf } from '../../src/attendance/page-notes.ts';
import type { PageState } from '../../src/db/tables/attendance.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { coveredApp, sundayNight } from './app.ts';
import { everyDay, planOf } from './plans.ts';

const nights = (people: readonly string[], lead: string | null = null) =>
  planOf({ shifts: [{ days: everyDay, from: '20:00', to: '08:00', people }], lead });

const page = (
  to: string | null,
  state: PageState = 'sent',
  reason: 'unacknowledged' | 'hand-off' = 'unacknowledged',
) => ({
  to,
  state,
  reason,
  at: sundayNight,
});
const day = sundayNight + 12 * 60 * minuteMs;

describe('what is said of the last page about an item', () => {
  test.each([
    ['told once: it waits for an answer', [page('N')], nights(['N']), null],
    [
      'told twice, and there is nobody else',
      [page('N'), page('N')],
      nights(['N']),
      'told N twice, and nobody else is on: name a lead in the coverage plan',
    ],
    ['told twice, but there is a lead', [page('N'), page('L'), page('N')], nights(['N'], 'L'), null],
    ['one of two was told once only', [page('N'), page('O'), page('N')], nights(['N', 'O']), null],
    [
      'both were told three times',
      ['N', 'O', 'N', 'O', 'N', 'O'].map(to => page(to)),
      nights(['N', 'O']),
      'told each of N, O 3 times, and nobody else is on: name a lead in the coverage plan',
    ],
    ['no responder', [page('N', 'nobody')], nights(['N']), 'no responder of that name'],
    [
      'nobody on, no lead',
      [{ ...page(null, 'nobody'), at: day }],
      nights(['N']),
      'nobody is on and the coverage plan names no lead: name one',
    ],
    [
      'nobody on, a lead',
      [{ ...page(null, 'nobody'), at: day }],
      nights(['N'], 'L'),
      'nobody is on; the lead is L',
    ],
    [
      'handed over by the only one on',
      [page(null, 'nobody', 'hand-off')],
      nights(['N']),
      'nobody is on but who hands it over or declined it; the coverage plan names no lead',
    ],
    ['held for the next shift', [page(null, 'held')], nights(['N']), null],
    ['nobody was told of anything', [], nights(['N']), null],
  ])('%s', (_, pages, plan, expected) => {
    expect(noteOf(pages, plan)).toBe(expected);
  });
});

test('one person on, no lead, and no answer: the line and GET /pages say so at the last page alone', async () => {
  const app = await coveredApp({ plan: nights(['Nia Night']) });
  await app.responder('Nia Night');
  await app.at(sundayNight - minuteMs);
  const { id } = await app.critical();
  await app.at(sundayNight + 5 * minuteMs);
  await app.at(sundayNight + 15 * minuteMs);
  const notes = [null, 'told Nia Night twice, and nobody else is on: name a lead in the coverage plan'];
  expect((await app.pages(`?item=${id}`)).map(one => one.note)).toEqual(notes);
  expect((await app.item(id)).pages.map(one => one.note)).toEqual(notes);
  await app.act(id, 'acknowledge');
  expect((await app.pages(`?item=${id}`)).map(one => one.note)).toEqual([null, null]);
});
