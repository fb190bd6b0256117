import { seeded } from '../../../src/domain/seeded.ts';
import type { Outcome } from '../../../src/risk/recalibrate/outcome.ts';

const expit = (logit: number): number => 1 / (1 + Math.exp(-logit));

export type Truth = { readonly slope: number; readonly intercept: number };

/**
 * Patients of 21 scores from −4 to 1, so many each, of whom as many have an event as the truth says, to the next whole one.
 * Their order is by lot.
 */
export const panelOf = ({ slope, intercept }: Truth, perScore: number) => {
  const scores = Array.from({ length: 21 }, (_, i) => -4 + i / 4);
  const made = scores.flatMap(value => {
    const events = Math.round(perScore * expit(slope * value + intercept));
    return Array.from({ length: perScore }, (_, i) => ({ value, returns: i < events }));
  });
  const next = seeded(1);
  return made
    .map(one => ({ one, lot: next() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ one }) => one);
};

/** Outcomes of patients, a day apart. */
export const outcomesOf = (panel: ReturnType<typeof panelOf>): Outcome[] =>
  panel.map(({ value, returns }, i) => ({ patient: i, at: i, value, event: returns ? i : null }));
