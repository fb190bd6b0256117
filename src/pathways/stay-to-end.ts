export type KnownStay = {
  readonly id: string;
  readonly admittedAt: number;
  readonly dischargedAt: number | null;
};

type Asked = {
  /** null: not said */
  readonly admittedAt: number | null;
  readonly dischargedAt: number;
  /** since when the status says that the patient is in hospital; null: it does not */
  readonly inHospitalSince: number | null;
};

/** What a discharge ends: a stay on file, one that is not on file yet, or nothing it could end. */
export type StayToEnd<S> =
  | { readonly is: 'on-file' | 'ended-already' | 'overlaps'; readonly stay: S }
  | { readonly is: 'new'; readonly admittedAt: number }
  | { readonly is: 'not-told' | 'before-admission' };

const endsAfter = (stay: KnownStay, at: number): boolean =>
  stay.dischargedAt === null || stay.dischargedAt > at;

const newStay = <S extends KnownStay>(
  stays: readonly S[],
  admittedAt: number,
  dischargedAt: number,
): StayToEnd<S> => {
  if (admittedAt >= dischargedAt) return { is: 'before-admission' };
  const stay = stays.find(s => s.admittedAt < dischargedAt && endsAfter(s, admittedAt));
  return stay ? { is: 'overlaps', stay } : { is: 'new', admittedAt };
};

const ending = <S extends KnownStay>(stay: S, dischargedAt: number): StayToEnd<S> => {
  if (stay.dischargedAt !== null) return { is: 'ended-already', stay };
  return stay.admittedAt < dischargedAt ? { is: 'on-file', stay } : { is: 'before-admission' };
};

/** Which stay of a patient a discharge is of. `stays` are those of its class. Pure. */
export const stayToEnd = <S extends KnownStay>(
  stays: readonly S[],
  { admittedAt, dischargedAt, inHospitalSince }: Asked,
): StayToEnd<S> => {
  if (admittedAt !== null) {
    const same = stays.find(s => s.admittedAt === admittedAt);
    return same ? ending(same, dischargedAt) : newStay(stays, admittedAt, dischargedAt);
  }
  const open = stays.find(s => s.dischargedAt === null);
  if (open) return ending(open, dischargedAt);
  const around = stays.find(s => s.admittedAt < dischargedAt && endsAfter(s, dischargedAt - 1));
  if (around) return { is: 'ended-already', stay: around };
  return inHospitalSince === null ? { is: 'not-told' } : newStay(stays, inHospitalSince, dischargedAt);
};
