import { describe, expect, test } from 'vitest';
import { cohortOf } from '../../../src/risk/judge/cohort.ts';
import { patientDraws } from '../../../src/risk/judge/draws.ts';
import { intervalOf } from '../../../src/risk/judge/figure.ts';
import { differencesOf, figuresOf, redraw } from '../../../src/risk/judge/redraw.ts';

const copies = (patients: number, draws: number, seed: number) =>
  Array.from(patientDraws(patients, draws, seed), drawn => [...drawn]);

describe('redrawn patients', () => {
  test('are as many as there are, the same for the same seed and others for another', () => {
    const first = copies(50, 3, 1);
    for (const drawn of first) expect(drawn.reduce((a, b) => a + b, 0)).toBe(50);
    expect(copies(50, 3, 1)).toEqual(first);
    expect(copies(50, 3, 2)).not.toEqual(first);
    expect(first[0]).not.toEqual(first[1]);
  });

  test('bring all their encounters: a patient with many weighs as one', async () => {
    // one patient has half of the encounters, all readmitted
    const encounters = [
      ...Array.from({ length: 50 }, () => ({ patient: 'often', label: 1 as const })),
      ...Array.from({ length: 50 }, (_, i) => ({ patient: `once ${i}`, label: 0 as const })),
    ];
    const { patient, readmitted, patients } = cohortOf(encounters);
    expect(patients).toBe(51);
    const rate = (drawn: Uint16Array) => {
      let [n, events] = [0, 0];
      patient.forEach((p, i) => {
        n += drawn[p] ?? 0;
        events += (drawn[p] ?? 0) * (readmitted[i] ?? 0);
      });
      return { rate: events / n };
    };
    const [redrawn] = await redraw([rate], { patients, draws: 200, seed: 1 });
    const figure = redrawn && figuresOf(redrawn).rate;
    expect(figure?.value).toBe(0.5);
    // drawn not at all in a third of the draws: a redraw of encounters would stay near a half
    expect(figure?.interval?.[0]).toBe(0);
    expect(figure?.interval?.[1]).toBeGreaterThan(0.7);
  });

  test('are the same for all samples: a constant difference has no width', async () => {
    const sample = (more: number) => (drawn: Uint16Array) => ({ value: (drawn[0] ?? 0) + more });
    const [one, other] = await redraw([sample(3), sample(1)], { patients: 5, draws: 100, seed: 4 });
    expect(one && other && differencesOf(one, other)).toEqual({ value: { value: 2, interval: [2, 2] } });
  });

  test('tell after each draw, and stop where that throws', async () => {
    const told: number[] = [];
    const stopping = redraw([() => ({ a: 1 })], {
      patients: 3,
      draws: 10,
      seed: 1,
      onDraw: done => {
        told.push(done);
        return done === 2 ? Promise.reject(new Error('stop')) : Promise.resolve();
      },
    });
    await expect(stopping).rejects.toThrow('stop');
    expect(told).toEqual([1, 2]);
  });

  test('a difference where one of the two is missing is missing', async () => {
    const [one, other] = await redraw([() => ({ a: 1 }), () => ({ a: null })], {
      patients: 1,
      draws: 30,
      seed: 1,
    });
    expect(one && other && differencesOf(one, other)).toEqual({ a: { value: null, interval: null } });
  });
});

describe('an interval', () => {
  test('goes from percentile 2.5 to 97.5, between neighbours in proportion', () => {
    expect(intervalOf(Array.from({ length: 101 }, (_, i) => 100 - i))).toEqual([2.5, 97.5]);
  });
  test('leaves out draws without the figure, and needs 20', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => i);
    const [low, high] = intervalOf([...twenty, null]) ?? [];
    expect(low).toBeCloseTo(0.475, 12);
    expect(high).toBeCloseTo(18.525, 12);
    expect(intervalOf([...twenty.slice(1), null])).toBeNull();
    expect(intervalOf([])).toBeNull();
  });
});
