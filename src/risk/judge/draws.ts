import { seeded } from '../../domain/seeded.ts';

/**
 * Patients drawn with replacement, as many as there are: how often each is in the sample. A patient comes with all
 * encounters. The same seed draws the same; the array is the same one each time.
 */
export function* patientDraws(patients: number, draws: number, seed: number): Generator<Uint16Array> {
  const next = seeded(seed);
  const drawn = new Uint16Array(patients);
  for (let draw = 0; draw < draws; draw += 1) {
    drawn.fill(0);
    for (let i = 0; i < patients; i += 1) {
      const pick = Math.floor(next() * patients);
      drawn[pick] = (drawn[pick] as number) + 1;
    }
    yield drawn;
  }
}
