import fc from 'fast-check';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { Arrival, Turn } from '../../src/evaluation/turn.ts';
import { bp, glucose, start, weight } from '../rules/build.ts';

const pressures = [118, 125, 138, 149, 86, 78, 165, 181, 192, 204];
const sugars = [110, 130, 95, 52, 62, 68, 260, 310, 140, 120];
const weights = [80, 80.2, 79.8, 81.5, 82.1, 82.6, 80, 84, 85, 78];

/** A reading that comes, and what a person decides then of one that is there. */
export type Step = {
  readonly gapMin: number;
  readonly lateMin: number;
  readonly kind: 0 | 1 | 2;
  readonly level: number;
  readonly how: 'good' | 'history' | 'suspect' | 'unowned' | 'from-another';
  readonly decision: 'none' | 'accept' | 'correct' | 'discard';
  readonly which: number;
};

const gaps = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: 30, max: 2_000 }),
  fc.integer({ min: 5_000, max: 30_000 }),
);

/** Any stream: late, odd and unowned readings, those of another patient, and any decision of any of them. */
export const anyStep: fc.Arbitrary<Step> = fc.record({
  gapMin: gaps,
  lateMin: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3_000 })),
  kind: fc.constantFrom(0, 1, 2),
  level: fc.integer({ min: 0, max: 9 }),
  how: fc.oneof(
    { weight: 4, arbitrary: fc.constant('good' as const) },
    fc.constantFrom('history' as const, 'suspect' as const, 'unowned' as const, 'from-another' as const),
  ),
  decision: fc.oneof(
    { weight: 3, arbitrary: fc.constant('none' as const) },
    fc.constantFrom('accept' as const, 'correct' as const, 'discard' as const),
  ),
  which: fc.nat(),
});

/** A step of a stream in which everything comes in time and nothing is decided, all within the hot window. */
export const plainStep: fc.Arbitrary<Step> = anyStep.map(step => ({
  ...step,
  gapMin: step.gapMin % 2_000,
  lateMin: 0,
  how: step.how === 'from-another' || step.how === 'history' ? 'good' : step.how,
  decision: 'none',
}));

/** One ordinary reading of each kind: from then on silence is watched. */
export const oneOfEach: readonly Step[] = ([0, 1, 2] as const).map(kind => ({
  gapMin: 0,
  lateMin: 0,
  kind,
  level: 0,
  how: 'good',
  decision: 'none',
  which: 0,
}));

const measured = ({ kind, level }: Step, at: number, over: Partial<Reading>): Reading => {
  const common = over as Parameters<typeof weight>[2];
  if (kind === 0) return bp(at, pressures[level] ?? 120, 75, common);
  if (kind === 1) return glucose(at, sugars[level] ?? 120, 'mg/dL', common);
  return weight(at, weights[level] ?? 80, common);
};

type Coming = { readonly step: Step; readonly reading: Reading; readonly knownAt: number };

const comingOf = (steps: readonly Step[]): Coming[] => {
  let at = start;
  return steps
    .map((step, index) => {
      at += step.gapMin * minuteMs;
      const receivedAt = at + step.lateMin * minuteMs + 1_000;
      const reading = measured(step, at, {
        id: `rdg_${index}`,
        receivedAt,
        mode: step.how === 'history' ? 'history' : 'live',
        suspect: step.how === 'suspect' ? 'odd' : null,
      });
      // another patient's reading is found to be this one's two days later
      return { step, reading, knownAt: step.how === 'from-another' ? receivedAt + 48 * hourMs : receivedAt };
    })
    .sort((a, b) => a.knownAt - b.knownAt);
};

/** A reading as a decision leaves it; a correction gives it the step's own value. */
const decidedOn = ({ reading }: Arrival, step: Step, arrival: number): Arrival | null => {
  if (step.decision === 'discard') return null;
  const values = measured(
    { ...step, kind: reading.kind === 'blood-pressure' ? 0 : reading.kind === 'glucose' ? 1 : 2 },
    reading.measuredAt,
    {},
  );
  const { id, receivedAt, mode, flags } = reading;
  const known = step.decision === 'correct' ? values : reading;
  return { reading: { ...known, id, receivedAt, mode, flags, arrival, suspect: null }, owned: true };
};

/** Everything in order of arrival; each decision comes right after the reading of its step. */
export const streamOf = (steps: readonly Step[]): Turn[] => {
  const turns: Turn[] = [];
  const there: Arrival[] = [];
  for (const { step, reading, knownAt } of comingOf(steps)) {
    const { kind, measuredAt } = reading;
    const arrival = turns.length + 1;
    const came = { reading: { ...reading, arrival }, owned: step.how !== 'unowned' };
    there.push(came);
    turns.push(
      step.how === 'from-another'
        ? { arrival, at: knownAt, kind, measuredAt, taken: null, given: came }
        : came,
    );
    if (step.decision !== 'none') turns.push(decide(there, step, arrival + 1, knownAt));
  }
  return turns;
};

const decide = (there: Arrival[], step: Step, arrival: number, at: number): Turn => {
  const [taken] = there.splice(step.which % there.length, 1) as [Arrival];
  const given = decidedOn(taken, step, arrival);
  if (given) there.push(given);
  const { kind, measuredAt } = taken.reading;
  return { arrival, at, kind, measuredAt, taken, given };
};

/** The stream at whose end, at `at`, a person discards one of its readings; and the one in which it never came. */
export const discarding = (turns: readonly Turn[], index: number, at: number) => {
  const taken = turns[index] as Arrival;
  const { kind, measuredAt } = taken.reading;
  const discarded: Turn = { arrival: turns.length + 1, at, kind, measuredAt, taken, given: null };
  return { with: [...turns, discarded], without: turns.filter(turn => turn !== taken) };
};
