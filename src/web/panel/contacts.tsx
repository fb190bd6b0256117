import type { ReactNode } from 'react';
import type { PatientBody } from '../../contract/patients.ts';
import { CallLink } from '../call/call-link.tsx';
import type { CareProps } from '../care/care-props.ts';
import { Section } from '../care/section.tsx';
import { type Units, weightText } from '../chart/units.ts';
import { Badge } from '../kit/badge.tsx';
import { Button } from '../kit/button.tsx';
import { usePermission, usePreferences } from '../session/session.ts';
import { careWords } from '../strings/care.ts';
import { text } from '../strings.ts';

const { contacts: words } = careWords;
const { rows } = words;

const Consent = ({ caregiverConsent }: Pick<PatientBody, 'caregiverConsent'>) => {
  if (caregiverConsent === true) return <Badge tone="good">{words.consentGiven}</Badge>;
  return (
    <Badge tone="urgent">{caregiverConsent === false ? words.consentRefused : words.consentUnknown}</Badge>
  );
};

type Fact = readonly [label: string, value: ReactNode];

const phoneFacts = (props: CareProps, patient: PatientBody): Fact[] => {
  const { phone, caregiver, caregiverPhone, emergencyContact, emergencyPhone } = patient;
  const link = (number: string | null, who: string, party: 'patient' | 'caregiver' | null) =>
    number && <CallLink {...props} number={number} who={who} party={party} />;
  const mayCall = patient.caregiverConsent === true;
  return [
    [rows.phone, link(phone, text.parties.patient, 'patient') || words.missing],
    [
      rows.caregiver,
      caregiver || caregiverPhone ? (
        <>
          {caregiver}{' '}
          {mayCall ? link(caregiverPhone, caregiver ?? rows.caregiver, 'caregiver') : caregiverPhone}{' '}
          <Consent {...patient} />
        </>
      ) : (
        words.missing
      ),
    ],
    [
      rows.emergency,
      emergencyContact || emergencyPhone ? (
        <>
          {emergencyContact} {link(emergencyPhone, emergencyContact ?? rows.emergency, null)}
        </>
      ) : (
        words.missing
      ),
    ],
  ];
};

const otherFacts = (patient: PatientBody, units: Units): Fact[] => {
  const { dryWeightKg: kg, provider, language, address, site, tags } = patient;
  return [
    [rows.dryWeight, kg === null ? words.missing : weightText(kg, units)],
    [rows.provider, provider ?? words.missing],
    [rows.language, language],
    [rows.address, address],
    [rows.site, site],
    [rows.tags, tags.join(', ')],
  ];
};

/** Whom to call, and what is on file of the patient; a number dials and starts the timer. */
export const Contacts = (props: CareProps) => {
  const { desk, subject } = props;
  const { patient } = subject;
  const units = usePreferences();
  const mayChange = usePermission('patients:write');
  const facts = patient === null ? [] : [...phoneFacts(props, patient), ...otherFacts(patient, units)];
  return (
    <Section
      title={words.title}
      isLoading={patient === null}
      actions={
        mayChange && (
          <Button small keys="d" onPress={() => desk.setForm('edit')}>
            {words.edit} <kbd>d</kbd>
          </Button>
        )
      }
    >
      <dl className="facts-list">
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={value === words.missing ? 'muted' : undefined}>{value}</dd>
            </div>
          ))}
      </dl>
    </Section>
  );
};
