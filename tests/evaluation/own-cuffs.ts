import { rosterHeader } from '../support/store.ts';

/** A roster of so many patients, P0 and on, each with a cuff of her own, cuff-0 and on. */
export const ownCuffs = (patients: number): string =>
  [
    rosterHeader,
    ...Array.from(
      { length: patients },
      (_, i) =>
        `P${i},Doe,P${i},1950-01-01,female,America/New_York,hypertension,cuff-${i},blood-pressure,7,,,`,
    ),
  ].join('\n');
