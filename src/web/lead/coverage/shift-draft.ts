import type { CoveragePlan, Weekday } from '../../../contract/coverage.ts';

type Shift = CoveragePlan['shifts'][number];

/** A shift as it is typed: people as one text, in the order in which they are told. */
export type ShiftDraft = {
  readonly key: number;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
  readonly people: string;
};

const usualDays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

export const newShift = (key: number): ShiftDraft => ({
  key,
  days: usualDays,
  from: '08:00',
  to: '17:00',
  people: '',
});

export const draftsOf = (plan: CoveragePlan | null): readonly ShiftDraft[] =>
  (plan?.shifts ?? []).map(({ days, from, to, people }, key) => ({
    ...{ key, days, from, to },
    people: people.join(', '),
  }));

const shiftOf = ({ days, from, to, people }: ShiftDraft): Shift => ({
  days: [...days],
  from: from.trim(),
  to: to.trim(),
  people: people
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== ''),
});

/** The plan with these shifts, all else as it stands; a program without one gets the usual rest. */
export const planWith = (
  plan: CoveragePlan | null,
  drafts: readonly ShiftDraft[],
  timeZone: string,
): Partial<CoveragePlan> => ({ ...(plan ?? { timeZone }), shifts: drafts.map(shiftOf) });

/** Which shift a refusal is about, by the name of its field: `plan.shifts.2.to`. */
export const placeOf = (field: string | undefined): { readonly at: number; readonly part: string } | null => {
  const [, at, part = ''] = /(?:^|\.)shifts\.(\d+)(?:\.(\w+))?/.exec(field ?? '') ?? [];
  return at === undefined ? null : { at: Number(at), part };
};
