import { clear, type Finding, type Severity, severityRank, worst } from '../domain/alert.ts';
import type { SymptomAnswer, SymptomTeller } from '../domain/symptoms.ts';
import { spokenTime } from '../worklist/quiet-body.ts';
import { symptomOf, symptomTable } from './symptom-questions.ts';

export type Answers = Readonly<Record<string, SymptomAnswer>>;
export type Report = { readonly at: number; readonly answers: Answers; readonly saidBy: SymptomTeller };

/** As what one answer counts; null: nothing to raise. */
export const severityOf = (symptomId: string, answer: SymptomAnswer): Severity | null =>
  answer === 'none' ? null : (symptomOf(symptomId)?.[answer] ?? null);

/** As what all answers together count: the worst of them. */
export const worstOf = (answers: Answers): Severity | null =>
  Object.entries(answers)
    .flatMap(([id, answer]) => severityOf(id, answer) ?? [])
    .reduce<Severity | null>((sofar, severity) => (sofar === null ? severity : worst(sofar, severity)), null);

const tellers: Readonly<Record<SymptomTeller, string>> = {
  patient: 'the patient',
  caregiver: 'a caregiver',
  other: 'somebody else',
};

const said = { some: 'some', worse: 'new or worse', none: 'none' } as const;

type Felt = { readonly title: string; readonly answer: SymptomAnswer; readonly severity: Severity };

const feltOf = (answers: Answers): Felt[] =>
  symptomTable
    .flatMap(({ id, title }) => {
      const answer = answers[id];
      const severity = answer === undefined ? null : severityOf(id, answer);
      return answer === undefined || severity === null ? [] : [{ title, answer, severity }];
    })
    .sort((a, b) => severityRank[b.severity] - severityRank[a.severity]);

/**
 * What reports, oldest first, say together: the last answer to each question holds, and what was not asked again is not
 * over. Pure.
 */
export const symptomFinding = (reports: readonly Report[], timeZone: string): Finding => {
  const answers: Answers = Object.assign({}, ...reports.map(report => report.answers));
  const severity = worstOf(answers);
  const last = reports.at(-1);
  if (last === undefined || severity === null) return clear;
  const felt = feltOf(answers).map(({ title, answer }) => `${title} (${said[answer]})`);
  return {
    is: 'firing',
    severity,
    confirmed: true,
    because: `${felt.join(', ')}; said by ${tellers[last.saidBy]} on ${spokenTime(last.at, timeZone)}`,
    evidence: { readings: [], limits: {} },
  };
};
