import { useEffect, useState } from 'react';
import type { PatientBody, PatientSummaryBody } from '../contract/patients.ts';
import type { WorklistItemBody } from '../contract/worklist.ts';
import type { Place } from './lib/place.ts';
import { type Resource, useResource } from './lib/use-resource.ts';
import type { Worklist } from './lib/use-worklist.ts';
import type { ItemHead, Subject } from './verbs/subject.ts';

/** The open patient: the line that was chosen, or the patient with the open line if there is one. */
export type Open = {
  readonly subject: Subject | null;
  readonly item: Omit<Resource<WorklistItemBody>, 'value'> & { readonly value: ItemHead | null };
  readonly patient: Resource<PatientBody>;
};

const patientPath = (id: string | undefined): string | null =>
  id ? `patients/${encodeURIComponent(id)}` : null;

const summaryOf = (item: ItemHead | null, patient: PatientBody | null): PatientSummaryBody | null =>
  patient ?? item?.patient ?? null;

/** The patient's open line; once shown it stays, closed, until another patient is opened. */
const useKept = (patientId: string, openItemId: string | null): string => {
  const [kept, setKept] = useState({ patientId: '', itemId: '' });
  useEffect(() => {
    if (openItemId !== null) setKept({ patientId, itemId: openItemId });
  }, [patientId, openItemId]);
  return openItemId ?? (kept.patientId === patientId ? kept.itemId : '');
};

/** Shown from the list at once, and then from its own answer. */
export const useOpen = (place: Place, worklist: Worklist, turn: number): Open => {
  const chosen = useResource<PatientBody>(patientPath(place.patient), turn);
  const kept = useKept(place.patient, chosen.value?.openItemId ?? null);
  const itemId = place.item || kept;
  const fetched = useResource<WorklistItemBody>(
    itemId === '' ? null : `worklist/${encodeURIComponent(itemId)}`,
    turn,
  );
  const listed = worklist.lines?.items.find(item => item.id === itemId) ?? null;
  const item = { ...fetched, value: fetched.value ?? listed };
  const ofItem = useResource<PatientBody>(patientPath(place.item && item.value?.patient.id), turn);
  const patient = place.item ? ofItem : chosen;
  const summary = summaryOf(item.value, patient.value);
  const subject = summary && {
    summary,
    patient: patient.value,
    item: item.value,
    whole: fetched.value,
  };
  return { subject, item, patient };
};
