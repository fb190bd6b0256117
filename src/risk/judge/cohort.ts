/** The encounters a score is judged on, in one order that all scores share. Patients are counted from 0. */
export type Cohort = {
  readonly readmitted: Uint8Array;
  readonly patient: Uint32Array;
  readonly patients: number;
};

export const cohortOf = (
  encounters: readonly { readonly patient: string; readonly label: 0 | 1 }[],
): Cohort => {
  const places = new Map<string, number>();
  const placeOf = (patient: string): number => {
    const place = places.get(patient) ?? places.size;
    places.set(patient, place);
    return place;
  };
  const patient = Uint32Array.from(encounters, e => placeOf(e.patient));
  return { readmitted: Uint8Array.from(encounters, e => e.label), patient, patients: places.size };
};
