import type { QuestionBody } from '../../contract/symptoms.ts';
import { type SymptomAnswer, symptomAnswers, symptomTellers } from '../../domain/symptoms.ts';
import { careWords } from '../strings/care.ts';
import { type Field, filled, type Values } from '../verbs/form-spec.ts';

const { symptoms: words } = careWords;

const nameOf = (id: string): string => `q ${id}`;

const answerOf = (values: Values, id: string): SymptomAnswer | undefined =>
  symptomAnswers.find(answer => answer === values[nameOf(id)]);

const answerFields = (questions: readonly QuestionBody[]): Field[] =>
  questions.map(({ id, ask }) => ({
    name: nameOf(id),
    label: ask,
    is: 'pick',
    choices: symptomAnswers.map(value => ({ value, label: words.answers[value] })),
  }));

export const symptomFields = (questions: readonly QuestionBody[]): Field[] => [
  {
    name: 'saidBy',
    label: words.saidBy,
    is: 'pick',
    choices: symptomTellers.map(value => ({ value, label: words.tellers[value] })),
  },
  ...answerFields(questions),
  { name: 'note', label: words.note, is: 'area', max: 4_000 },
];

/** What to send; null while nothing is answered. What was not asked is left out. */
export const symptomBody = (values: Values, questions: readonly QuestionBody[]): object | null => {
  const answered = questions.flatMap(({ id }) => {
    const answer = answerOf(values, id);
    return answer === undefined ? [] : [[id, answer] as const];
  });
  if (answered.length === 0) return null;
  const note = filled(values, 'note');
  return { answers: Object.fromEntries(answered), saidBy: values.saidBy, ...(note && { note }) };
};

/** What was not answered yet, answered with none. */
export const restNone = (values: Values, questions: readonly QuestionBody[]): Values =>
  Object.fromEntries(
    questions.filter(({ id }) => answerOf(values, id) === undefined).map(({ id }) => [nameOf(id), 'none']),
  );
