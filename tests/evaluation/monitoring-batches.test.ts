import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { type MonitoringChange, monitoringStatuses, statusAt } from '../../src/domain/monitoring.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { Decided } from '../../src/evaluation/turn.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { bp, glucose, start, weight } from '../rules/build.ts';
import { arrive, facts, foldInBatches, type Judged } from './drive.ts';

const step = fc.record({
  gapMin: fc.oneof(
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 20, max: 2_000 }),
    fc.integer({ min: 4_000, max: 8_000 }),
  ),
  lateMin: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3_000 })),
  kind: fc.constantFrom(0, 1, 2),
  level: fc.integer({ min: 0, max: 5 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const change = fc.record({
  status: fc.constantFrom(...monitoringStatuses),
  gapHours: fc.integer({ min: 1, max: 120 }),
  lastsHours: fc.integer({ min: 1, max: 200 }),
});

const readingOf = ({ kind, level }: Step, at: number, receivedAt: number): Reading => {
  const over = { receivedAt };
  if (kind === 0) return bp(at, [118, 131, 86, 78, 186, 192][level] ?? 120, 75, over);
  if (kind === 1) return glucose(at, [110, 130, 62, 52, 260, 310][level] ?? 110, 'mg/dL', over);
  return weight(at, [80, 80.4, 81.5, 82.6, 79.8, 84][level] ?? 80, over);
};

const stream = (steps: readonly Step[], from = start) => {
  let at = from;
  const readings = steps.map(s => {
    at += s.gapMin * minuteMs;
    return readingOf(s, at, at + s.lateMin * minuteMs + 1_000);
  });
  return arrive(readings.sort((a, b) => a.receivedAt - b.receivedAt));
};

const planOf = (changes: readonly (typeof change extends fc.Arbitrary<infer C> ? C : never)[]) => {
  let fromAt = start;
  return changes.map(({ status, gapHours, lastsHours }): MonitoringChange => {
    fromAt += gapHours * hourMs;
    const ends = fromAt + lastsHours * hourMs;
    const resumes = status === 'away' || status === 'learning';
    return { status, fromAt, resumesAt: resumes ? ends : null, reviewAt: ends };
  });
};

test('batches never change the alerts of a patient whose status changes', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 25 }),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 6 }),
      (steps, changes, cuts) => {
        const arrivals = stream(steps);
        const monitoring = planOf(changes);
        const endAt = (arrivals.at(-1)?.reading.receivedAt ?? start) + 5 * hourMs;
        const each = arrivals.map((_, i) => i);
        const whole = facts(foldInBatches(arrivals, [], rules, endAt, { monitoring }));
        expect(facts(foldInBatches(arrivals, each, rules, endAt, { monitoring, awake: true }))).toEqual(
          whole,
        );
        expect(facts(foldInBatches(arrivals, cuts, rules, endAt, { monitoring }))).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

/** Facts without their sentences, which say how an alert looked when it was last looked at. */
const wordless = (judged: readonly Judged[]): string[] =>
  facts(judged).map(fact => JSON.stringify((JSON.parse(fact) as unknown[]).slice(0, -1)));

test('judging again since a status took effect finds what was found in time', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 25 }),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 30 * 24 }),
      (steps, changes, hoursLater) => {
        const monitoring = planOf(changes);
        const fromAt = monitoring[0]?.fromAt ?? start;
        const enteredAt = fromAt + hoursLater * hourMs;
        // silence of one kind is told with regard to the others: judged again, it knows of late readings of those too, also
        // of one that was measured when the status took effect and came a second later
        const arrivals = stream(
          steps.map(one => ({ ...one, lateMin: 0 })),
          start + minuteMs / 2,
        );
        const came = arrivals.filter(a => a.reading.receivedAt <= enteredAt);
        const entry: Decided = {
          arrival: came.length + 1,
          at: enteredAt,
          kind: null,
          measuredAt: fromAt,
          taken: null,
          given: null,
        };
        const later = arrivals
          .slice(came.length)
          .map(a => ({ ...a, reading: { ...a.reading, arrival: a.reading.arrival + 1 } }));
        const turns = [...came, entry, ...later];
        const endAt = Math.max(enteredAt, arrivals.at(-1)?.reading.receivedAt ?? start) + 5 * hourMs;
        const each = turns.map((_, i) => i);
        const pace = { monitoring, awake: true };
        const inTime = wordless(foldInBatches(arrivals, [], rules, endAt, pace));
        expect(wordless(foldInBatches(turns, each, rules, endAt, pace))).toEqual(inTime);
        expect(wordless(foldInBatches(turns, [], rules, endAt, pace))).toEqual(inTime);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

test('no rule on silence ever fires while nobody is expected to measure, nor anything once monitoring has ended', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 15 }),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (steps, changes) => {
        const monitoring = planOf(changes);
        const arrivals = stream([{ gapMin: 0, lateMin: 0, kind: 0, level: 0 }, ...steps]);
        const endAt = start + 1_000 * hourMs;
        for (const { ruleId, episode } of foldInBatches(arrivals, [], rules, endAt, {
          monitoring,
          awake: true,
        })) {
          const status = statusAt(monitoring, episode.everFiredAt ?? start);
          if (episode.everFiredAt === null) continue;
          expect(status).not.toBe('ended');
          if (ruleId.startsWith('missed-')) expect(['away', 'in-hospital']).not.toContain(status);
          if (status === 'in-hospital' && ruleId !== 'monitoring-review')
            expect(episode.severity === 'critical' || episode.startedAt < episode.everFiredAt).toBe(true);
        }
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);
