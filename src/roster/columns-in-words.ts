import {
  admissionSources,
  admissionTypes,
  dispositions,
  encounterClasses,
  insulinCourses,
} from '../domain/encounter.ts';
import { patientFlags } from '../domain/patient.ts';
import { conditionsFile } from './condition-line.ts';
import { encountersFile } from './encounter-line.ts';
import { requiredColumns, rosterLine } from './roster-line.ts';

type Columns = { readonly required: readonly string[]; readonly optional: readonly string[] };

const columnsOf = (shape: object, required: readonly string[]): Columns => ({
  required,
  optional: Object.keys(shape).filter(name => !required.includes(name)),
});

/** The columns of the files that are imported, as their schemas have them. */
export const fileColumns = {
  roster: columnsOf(rosterLine.shape, requiredColumns),
  encounters: columnsOf(encountersFile.line.shape, encountersFile.required),
  conditions: { required: conditionsFile.required, optional: [] },
} as const satisfies Readonly<Record<string, Columns>>;

const listed = ({ required, optional }: Columns): string =>
  `Columns ${required.join(', ')}${optional.length > 0 ? `; optionally ${optional.join(', ')}` : ''}.`;

const or = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** What each column holds, for who writes the file. */
export const columnsInWords = {
  roster: `${listed(fileColumns.roster)} timeZone is IANA’s; perWeek counts the readings expected; from is a time with an offset (all along if blank); slot is the user of a shared device; caregiverConsent is yes or no; tags are separated by ; or |, and so are flags, each of ${or(patientFlags)}; gateway is the box that the device sends through.`,
  encounters: `${listed(fileColumns.encounters)} The patient is the site’s own id. class is ${or(encounterClasses)}; times carry an offset; dischargedAt is blank while the patient is there, and comes with the same line sent again; emergent, onDiabetesMedication, diabetesMedicationChanged and fromOncology are yes or no. admissionType is ${or(admissionTypes)}; admissionSource is ${or(admissionSources)}; disposition is ${or(dispositions)}; insulin is ${or(insulinCourses)}; diagnoses are written icd10:I50.9 icd10:E11.9, the principal one first. What nobody knows is blank.`,
  conditions: `${listed(fileColumns.conditions)} The patient is the site’s own id. system is icd9, icd10 or snomed; code comes with or without its dot; onset is a date or blank.`,
} as const satisfies Readonly<Record<keyof typeof fileColumns, string>>;
