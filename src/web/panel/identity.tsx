import type { ReactNode } from 'react';
import type { PatientBody, PatientSummaryBody } from '../../contract/patients.ts';
import { shown } from '../../domain/units.ts';
import { ageYears, formatTime } from '../lib/times.ts';
import { fullName } from '../list/line.tsx';
import { text } from '../strings.ts';

const { panel } = text;

const Phone = ({ number }: { number: string }) => (
  <a className="phone" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
    {number}
  </a>
);

type Fact = readonly [label: string, value: ReactNode];

const contactsOf = (patient: PatientBody): Fact[] => {
  const facts: Fact[] = [];
  const { caregiver, caregiverPhone, emergencyContact, emergencyPhone } = patient;
  if (caregiver || caregiverPhone) {
    const refused = patient.caregiverConsent !== true && ` (${panel.noConsent})`;
    facts.push([
      panel.caregiver,
      [caregiver, ' ', caregiverPhone && <Phone key="p" number={caregiverPhone} />, refused],
    ]);
  }
  if (emergencyContact || emergencyPhone) {
    facts.push([
      panel.emergency,
      [emergencyContact, ' ', emergencyPhone && <Phone key="p" number={emergencyPhone} />],
    ]);
  }
  return facts;
};

const factsOf = (patient: PatientBody): Fact[] => {
  const { dryWeightKg } = patient;
  const facts: Fact[] = [
    ...contactsOf(patient),
    [panel.language, patient.language],
    [panel.provider, patient.provider],
    [panel.address, patient.address],
    [panel.dryWeight, dryWeightKg === null ? null : `${shown(dryWeightKg)} kg`],
    [panel.tags, patient.tags.join(', ')],
  ];
  return facts.filter(([, value]) => value !== null && value !== '');
};

type IdentityProps = {
  summary: PatientSummaryBody;
  patient: PatientBody | null;
  programName: string;
  now: number;
};

export const Identity = ({ summary, patient, programName, now }: IdentityProps) => {
  const { timeZone, birthDate } = summary;
  const about = [
    text.age(ageYears(birthDate, now, timeZone)),
    text.sex(summary.sex),
    panel.born(birthDate),
    panel.siteId(summary.siteId),
    programName,
  ];
  return (
    <div className="identity">
      <h2 id="panel-title">{fullName(summary)}</h2>
      <p className="muted">{about.join(' · ')}</p>
      <p className="call">
        <span>
          {panel.phone}{' '}
          {patient?.phone ? (
            <Phone number={patient.phone} />
          ) : (
            <span className="muted">{patient ? panel.noPhone : text.loading}</span>
          )}
        </span>
        <span className="muted">{panel.theirTime(formatTime(now, 'clock', timeZone), timeZone)}</span>
      </p>
    </div>
  );
};

type ContactsProps = { patient: PatientBody | null; onEdit: () => void };

export const Contacts = ({ patient, onEdit }: ContactsProps) => {
  if (patient === null) return null;
  return (
    <section className="contacts" aria-labelledby="details-title">
      <div className="section-head">
        <h3 id="details-title">{panel.details}</h3>
        <button type="button" className="link" onClick={onEdit}>
          {panel.edit}
        </button>
      </div>
      <dl className="facts">
        {factsOf(patient).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
