import { expect, test } from 'vitest';
import { rankedProgram } from '../../../../src/web/views/risk/ranked-program.ts';

const programs = [{ id: 'diabetes' }, { id: 'heart-failure' }];

test.each([
  ['the one asked for', { riskProgram: 'heart-failure', program: 'diabetes' }, 'diabetes', 'heart-failure'],
  [
    'the one that the worklist shows',
    { riskProgram: '', program: 'heart-failure' },
    'diabetes',
    'heart-failure',
  ],
  ['the one looked at last', { riskProgram: '', program: '' }, 'heart-failure', 'heart-failure'],
  ['the first, where that one is gone', { riskProgram: '', program: '' }, 'closed', 'diabetes'],
  ['the first, where none was looked at', { riskProgram: '', program: '' }, '', 'diabetes'],
])('it is %s', (_, place, kept, chosen) => {
  expect(rankedProgram(place, kept, programs)).toBe(chosen);
});

test('it is none where there is none', () => {
  expect(rankedProgram({ riskProgram: '', program: '' }, 'diabetes', [])).toBe('');
});
