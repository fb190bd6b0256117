import type { PatientEntry } from '../roster/directory.ts';
import type { Judged } from './judged.ts';

/** What was found as the roster was at a revision, of a patient as it was asked about. */
export type Found = { readonly revision: number; readonly entry: PatientEntry; readonly judged: Judged };

/** Some who are due, and what was found of those of them who are judged already. */
export type Ahead = {
  readonly patientIds: readonly string[];
  readonly found: readonly Found[];
};

/** Those judged ahead, or tried, in the order in which they fell due. */
export const createStock = () => {
  let waiting: string[] = [];
  const found = new Map<string, Found>();
  /** those taken last: they are being written */
  let taken: readonly string[] = [];

  const takeFound = (patientId: string): readonly Found[] => {
    const one = found.get(patientId);
    found.delete(patientId);
    return one ? [one] : [];
  };
  return {
    waiting: (): readonly string[] => waiting,
    /** who is due until what was found is written */
    unwritten: () => [...taken, ...waiting],
    add: (patientIds: readonly string[], some: readonly Found[]): void => {
      for (const one of some) found.set(one.judged.patientId, one);
      waiting = [...waiting, ...patientIds];
    },
    take: (most: number): Ahead | null => {
      taken = waiting.splice(0, most);
      return taken.length > 0 ? { patientIds: taken, found: taken.flatMap(takeFound) } : null;
    },
    clear: (): void => {
      waiting = [];
      found.clear();
    },
  };
};

export type Stock = ReturnType<typeof createStock>;
