import { expect, test } from 'vitest';
import { rules } from '../../src/rules/catalogue.ts';
import { testApp } from './app.ts';

type Body = {
  readonly items: readonly { readonly id: string }[];
  readonly next: null;
};

test('GET /rules, 200: every rule that judges, in the order in which they speak', async () => {
  const app = await testApp({ patients: 0 });
  const { items, next } = await app.get<Body>('/api/v1/rules');
  expect(items.map(r => r.id)).toEqual(rules.map(r => r.id));
  expect(next).toBeNull();
});

test('GET /rules, 200: tells everything a program may set or ought to know', async () => {
  const app = await testApp({ patients: 0 });
  const { items } = await app.get<Body>('/api/v1/rules');
  expect(items.find(r => r.id === 'glucose-consecutive-lows')).toEqual({
    id: 'glucose-consecutive-lows',
    version: 2,
    title: 'Low glucose twice in a row',
    concern: 'glucose',
    group: 'glucose-low',
    kinds: ['glucose'],
    judges: 'good',
    watchesTime: false,
    ladder: ['urgent'],
    clears: 'two readings at or above the clear limit',
    steps: expect.arrayContaining([expect.stringMatching(/^consider /)]),
    params: [
      {
        name: 'withinHours',
        what: 'how far apart the two readings may be',
        unit: 'h',
        default: 24,
        least: 1,
        most: 72,
        source: 'convention',
      },
      {
        name: 'clearReadings',
        what: 'how many readings in a row end it',
        unit: 'readings',
        default: 2,
        least: 1,
        most: 10,
        source: 'convention',
      },
    ],
    startsEnabled: true,
    coolDownHours: 72,
    latenessLimitHours: 72,
    source: expect.stringContaining('ADA long-term-care guidance'),
  });
  expect(items.find(r => r.id === 'glucose-low-level-1')).toMatchObject({
    ladder: ['warning', 'urgent'],
    params: [
      { name: 'gradesUp', unit: 'yes or no', default: true, least: null, most: null },
      { name: 'clearReadings' },
    ],
  });
  expect(items.find(r => r.id === 'glucose-after-meal-high')).toMatchObject({ startsEnabled: false });
});
