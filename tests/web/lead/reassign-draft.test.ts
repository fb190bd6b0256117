import { describe, expect, test } from 'vitest';
import { reassignInput } from '../../../src/contract/reports.ts';
import {
  bodyOf,
  countOf,
  isComplete,
  type ReassignDraft,
} from '../../../src/web/lead/caseload/reassign-draft.ts';

const draft = (change: Partial<ReassignDraft>): ReassignDraft => ({
  to: 'Ben Okoye',
  which: 'all',
  count: 5,
  chosen: new Set(),
  ...change,
});

describe('a re-assignment', () => {
  test.each([
    ['all', draft({}), 12, 12],
    ['all of more than may move at once', draft({}), 900, 200],
    ['the first few', draft({ which: 'first' }), 12, 5],
    ['the first few of fewer', draft({ which: 'first' }), 3, 3],
    ['the first few, no number', draft({ which: 'first', count: null }), 12, 0],
    ['chosen ones', draft({ which: 'chosen', chosen: new Set(['a', 'b']) }), 12, 2],
  ])('%s', (_, of, all, count) => {
    expect(countOf(of, all)).toBe(count);
    expect(isComplete(of, all)).toBe(count > 0);
    if (count > 0) expect(reassignInput.safeParse(bodyOf(of, 'Ana Ruiz', all)).success).toBe(true);
  });

  test('to nobody in particular is not complete', () => {
    expect(isComplete(draft({ to: '' }), 12)).toBe(false);
  });

  test('what is nobody’s can be given too', () => {
    expect(bodyOf(draft({ which: 'chosen', chosen: new Set(['a']) }), null, 3)).toEqual({
      from: null,
      to: 'Ben Okoye',
      itemIds: ['a'],
    });
  });
});
