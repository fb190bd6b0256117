import { expect, test } from 'vitest';
import { answerBody } from '../../../src/web/provider/answer-draft.ts';

test.each([
  ['', 'words', null],
  ['approved', '', { decision: 'approved', version: 3 }],
  ['approved', ' go on ', { decision: 'approved', version: 3, answer: 'go on' }],
  ['changed', '  ', null],
  ['declined', 'not now', { decision: 'declined', version: 3, answer: 'not now' }],
])('the decision "%s" with the words "%s"', (decision, answer, body) => {
  expect(answerBody({ decision, answer }, 3)).toEqual(body);
});
