import type { Rule } from '../domain/rule.ts';
import { ruleById } from '../rules/catalogue.ts';

/** What an alert comes from: a rule that judges readings, or one of `others`. */
export type AlertSource = Pick<Rule, 'id' | 'version' | 'title' | 'concern'>;

/** What enters by the door of findings although no reading was judged. */
type OtherSource = AlertSource & {
  /** it states a fact: nobody asks whether it was real, only what was done */
  readonly isNotice: boolean;
  /** it ends only when somebody does, moves or cancels what it tells of: no review makes it quiet */
  readonly isDuty: boolean;
  /** each time it is found is news, also within an acceptance, and nothing speaks for it */
  readonly countsEachTime: boolean;
  readonly steps: readonly string[];
};

/** A patient entered the intensive cohort of the program. It enters by the door of findings, from `risk/`. */
export const riskCohort: OtherSource = {
  id: 'risk-cohort',
  version: 1,
  title: 'Entered the highest-risk cohort',
  concern: 'risk',
  isNotice: true,
  isDuty: false,
  countsEachTime: false,
  steps: [],
};

/** Tasks for a patient fell due; all of them are one alert. It enters from `pathways/`. */
export const careTask: OtherSource = {
  id: 'care-task',
  version: 1,
  title: 'A task is due',
  concern: 'task',
  isNotice: true,
  isDuty: true,
  countsEachTime: true,
  steps: [],
};

/** Somebody said what the patient feels. It enters from `care/`. Steps: convention. */
export const symptoms: OtherSource = {
  id: 'symptoms',
  version: 1,
  title: 'Symptoms were reported',
  concern: 'symptoms',
  isNotice: false,
  isDuty: false,
  countsEachTime: true,
  steps: [
    'consider emergency services at once for chest pain, breathlessness at rest, new confusion, fainting or signs of a stroke',
    'consider asking for a reading now, while the patient is on the phone',
    'consider informing the provider the same day',
    'consider asking again tomorrow: only a later report without the symptom ends this',
  ],
};

const others = new Map([riskCohort, careTask, symptoms].map(source => [source.id, source]));

/** The title of what raised an alert; its id where it is known no longer. */
export const alertTitle = (id: string): string => (ruleById.get(id) ?? others.get(id))?.title ?? id;

/** What a case manager may consider on an alert, in order. */
export const alertSteps = (id: string): readonly string[] =>
  (ruleById.get(id) ?? others.get(id))?.steps ?? [];

export const isNotice = (id: string): boolean => others.get(id)?.isNotice ?? false;
export const isDuty = (id: string): boolean => others.get(id)?.isDuty ?? false;

/** One about a reading of unclear owner speaks of that reading alone, so each counts too. */
export const countsEachTime = (id: string): boolean =>
  others.get(id)?.countsEachTime ?? ruleById.get(id)?.judges === 'unowned';
