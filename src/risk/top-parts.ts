import { isFixedPart, isNotKnownPart, isPairPart } from '../domain/risk-part.ts';

const mostRaising = 5;
const mostLowering = 2;

type Part = Parameters<typeof isNotKnownPart>[0] & { readonly points: number };

export type TopParts<P> = {
  readonly top: P[];
  readonly counts: { readonly raising: number; readonly lowering: number; readonly notKnown: number };
};

/** The parts that say most of a patient, and how many there are of each sort; what was not told is only counted. */
export const topParts = <P extends Part>(parts: readonly P[]): TopParts<P> => {
  const own = parts.filter(part => !isFixedPart(part));
  const told = own.filter(part => !isNotKnownPart(part)).toSorted((a, b) => b.points - a.points);
  const raising = told.filter(({ points }) => points > 0);
  const lowering = told.filter(({ points }) => points < 0);
  return {
    top: [...raising.slice(0, mostRaising), ...lowering.slice(-mostLowering)],
    counts: {
      raising: raising.length,
      lowering: lowering.length,
      notKnown: own.filter(part => isNotKnownPart(part) && !isPairPart(part)).length,
    },
  };
};
