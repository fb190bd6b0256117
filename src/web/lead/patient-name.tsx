import type { PatientBody } from '../../contract/patients.ts';
import { Button } from '../kit/button.tsx';
import { useResource } from '../lib/use-resource.ts';
import { fullName } from '../list/line.tsx';

type Props = {
  readonly id: string;
  /** null where one may not see patients: her id stands for her */
  readonly onOpen: ((patientId: string) => void) | null;
};

/** A patient known by id alone: her name, which opens her panel. */
export const PatientName = ({ id, onOpen }: Props) => {
  const patient = useResource<PatientBody>(
    onOpen === null ? null : `patients/${encodeURIComponent(id)}`,
    0,
  ).value;
  if (onOpen === null) return id;
  return (
    <Button look="link" onPress={() => onOpen(id)}>
      {patient === null ? id : fullName(patient)}
    </Button>
  );
};
