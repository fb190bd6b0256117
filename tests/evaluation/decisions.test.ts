import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, localDay, startOfLocalDay } from '../../src/domain/local-day.ts';
import { knownAt, measuredAtOf, type Turn } from '../../src/evaluation/turn.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { start } from '../rules/build.ts';
import { anyStep, discarding, oneOfEach, plainStep, streamOf } from './decisions.ts';
import { facts, foldInBatches, type Judged, patient } from './drive.ts';

const endOf = (turns: readonly Turn[]): number => {
  const last = turns.at(-1);
  return (last ? knownAt(last) : start) + 5 * hourMs;
};

describe('people decide of readings', () => {
  test.each([1, 7, 21])(
    'batches never change the alerts, whatever is decided and however awake the evaluator: %i a week',
    perWeek => {
      fc.assert(
        fc.property(
          fc.array(anyStep, { minLength: 1, maxLength: 25 }),
          fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 8 }),
          (steps, cuts) => {
            const turns = streamOf(steps);
            const endAt = endOf(turns);
            const each = turns.map((_, i) => i);
            const whole = facts(foldInBatches(turns, [], rules, endAt, { perWeek }));
            expect(facts(foldInBatches(turns, each, rules, endAt, { perWeek, awake: true }))).toEqual(whole);
            expect(facts(foldInBatches(turns, cuts, rules, endAt, { perWeek }))).toEqual(whole);
          },
        ),
        { numRuns: 200 },
      );
    },
    60_000,
  );

  const standing = (judged: readonly Judged[]): string[] =>
    judged
      .filter(({ episode }) => episode.endedAt === null)
      .map(({ ruleId, episode: e }) =>
        JSON.stringify([ruleId, e.startedAt, e.everFiredAt === null, e.severity, e.confirmed, e.because]),
      )
      .sort();

  /**
   * Silence is looked at when a local day begins. What is measured at that very instant is not known then, but is when that
   * look is taken again: then the alert is a day early.
   */
  const isMeasuredAsDayBegins = (turn: Turn): boolean => {
    const { timeZone } = patient;
    const at = measuredAtOf(turn);
    return startOfLocalDay(localDay(at, timeZone), timeZone) === at;
  };

  test('a reading that was judged and then discarded leaves standing what would stand had it never come', () => {
    fc.assert(
      fc.property(
        fc.array(plainStep, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.integer({ min: 1, max: 60 }),
        (steps, which, hoursLater) => {
          const turns = streamOf([...oneOfEach, ...steps]);
          fc.pre(!turns.some(isMeasuredAsDayBegins));
          const at = endOf(turns) + hoursLater * hourMs;
          const { with: discarded, without } = discarding(
            turns,
            oneOfEach.length + (which % steps.length),
            at,
          );
          const each = turns.map((_, i) => i + 1);
          const awake = { perWeek: 7, awake: true };
          const after = foldInBatches(discarded, each, rules, at + hourMs, awake);
          const never = foldInBatches(without, each, rules, at + hourMs, awake);
          expect(standing(after)).toEqual(standing(never));
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});
