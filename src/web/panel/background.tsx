import type { EncounterBody, PatientBody } from '../../contract/patients.ts';
import { formatTime } from '../lib/times.ts';
import { text } from '../strings.ts';

const { background: words } = text;

const stay = ({ admittedAt, dischargedAt }: EncounterBody, timeZone: string): string => {
  const from = formatTime(admittedAt, 'date', timeZone);
  return dischargedAt ? words.stay(from, formatTime(dischargedAt, 'date', timeZone)) : words.stillThere(from);
};

/** Stays, folded until asked for; the diagnoses stand among the problems. */
export const Background = ({ patient }: { patient: PatientBody }) => {
  const { encounters = [], timeZone } = patient;
  if (encounters.length === 0) return null;
  return (
    <details className="background">
      <summary>{words.title(encounters.length)}</summary>
      <ul className="plain">
        {encounters.map(encounter => (
          <li key={encounter.id}>
            <strong>{words.classes[encounter.class]}</strong> {stay(encounter, timeZone)}
            {encounter.emergent && <span className="mark">{words.emergent}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
};
