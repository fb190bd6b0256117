import { expect, test } from 'vitest';
import { reasonOf } from '../../../src/web/list/reason.ts';

test.each([
  ['unconfirmed: call; pulse 38 /min; limit 40', true, 'unconfirmedCall', 'pulse 38 /min; limit 40'],
  ['systolic 184 mmHg of a shared cuff', true, 'unconfirmed', 'systolic 184 mmHg of a shared cuff'],
  ['weight 84 kg; limit 82', false, null, 'weight 84 kg; limit 82'],
  // the alert has ended, but what it said stands
  ['unconfirmed: call; pulse 38 /min', false, null, 'unconfirmed: call; pulse 38 /min'],
])('"%s" says once whether it is confirmed (%s)', (because, isUnconfirmed, mark, text) => {
  expect(reasonOf(because, isUnconfirmed)).toEqual({ mark, text });
});
