import { describe, expect, test } from 'vitest';
import type { LineAlert } from '../../src/worklist/decide-line.ts';
import { answeredWith, mustAnswer } from '../../src/worklist/to-answer.ts';
import { alert, now, reviews } from './line.ts';

const on = (id: string, over: Partial<LineAlert> = {}) => alert({ id, itemId: 'wli_1', ...over });
const hidden = (id: string, by: string, over: Partial<LineAlert> = {}) =>
  on(id, { quietBy: 'inhibited', quietFor: by, ...over });
const merged = (id: string, into: string, over: Partial<LineAlert> = {}) =>
  on(id, { quietBy: 'merged', quietFor: into, ...over });
const clock = on('clock', { ruleId: 'device-clock', concern: 'device' });
const over = { state: 'ended', endedAt: now, severity: 'urgent' } as const;

const none = reviews({});
const idsOf = (alerts: readonly LineAlert[]) => alerts.map(a => a.id);

describe('to close a line a person must review', () => {
  test.each([
    ['each alert that demands it', [on('a'), on('b')], ['a', 'b']],
    ['not one that is hidden', [on('a'), hidden('b', 'a')], ['a']],
    ['one for all that merged', [on('a', over), merged('b', 'a', over), merged('c', 'b')], ['a']],
    [
      'one that merged into what asks no more',
      [on('a', { ...over, severity: 'info' }), merged('b', 'a')],
      ['b'],
    ],
    ['nothing technical on a line that is not technical', [on('a'), clock], ['a']],
    ['what is technical on a line of that alone', [clock], ['clock']],
    [
      'what is technical and critical',
      [on('a'), { ...clock, severity: 'critical' as const }],
      ['a', 'clock'],
    ],
  ])('%s', (_, alerts, expected) => {
    expect(idsOf(mustAnswer(alerts, none, now))).toEqual(expected);
  });
});

describe('a review answers', () => {
  test.each([
    ['what the alert speaks for', [on('a'), hidden('b', 'a')], ['a'], [['b', 'a']]],
    [
      'what merged into it, through others',
      [on('a', over), merged('b', 'a', over), merged('c', 'b')],
      ['a'],
      [
        ['b', 'a'],
        ['c', 'a'],
      ],
    ],
    ['nothing that another speaks for', [on('a'), on('x'), hidden('b', 'x')], ['a'], []],
    ['nothing that has a word of its own', [on('a'), hidden('b', 'a')], ['a', 'b'], []],
    ['nothing that asks for nobody', [on('a'), hidden('b', 'a', { ...over, severity: 'info' })], ['a'], []],
    [
      'nothing that is quiet for another reason',
      [on('a'), on('b', { quietBy: 'cool-down', quietFor: 'a' })],
      ['a'],
      [],
    ],
    ['nothing where two only name each other', [merged('b', 'c'), merged('c', 'b'), on('a')], ['a'], []],
    ['nothing through one that is unknown', [merged('b', 'gone'), on('a')], ['a'], []],
  ] as const)('%s', (_, alerts, reviewedIds, expected) => {
    const answered = answeredWith(alerts, none, reviewedIds, now);
    expect(answered.map(({ alert: { id }, speakerId }) => [id, speakerId])).toEqual(expected);
  });
});
