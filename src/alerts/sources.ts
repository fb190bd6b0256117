import type { Rule } from '../domain/rule.ts';
import { ruleById } from '../rules/catalogue.ts';

/** What an alert comes from: a rule that judges readings, or one of `others`. */
export type AlertSource = Pick<Rule, 'id' | 'version' | 'title' | 'concern'>;

/** A patient entered the intensive cohort of the program. It enters by the door of findings, from `risk/`. */
export const riskCohort: AlertSource = {
  id: 'risk-cohort',
  version: 1,
  title: 'Entered the highest-risk cohort',
  concern: 'risk',
};

const others = new Map([riskCohort].map(source => [source.id, source]));

/** The title of what raised an alert; its id where it is known no longer. */
export const alertTitle = (id: string): string => (ruleById.get(id) ?? others.get(id))?.title ?? id;

/** What a case manager may consider on an alert, in order; none where what raised it is no rule. */
export const alertSteps = (id: string): readonly string[] => ruleById.get(id)?.steps ?? [];
