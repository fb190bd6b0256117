import { describe, expect, test } from 'vitest';
import { restNone, symptomBody, symptomFields } from '../../../src/web/care/symptom-answers.ts';

const question = (id: string) => ({
  id,
  title: id,
  ask: `${id}?`,
  some: null,
  worse: 'urgent' as const,
  source: 'a source',
});
const questions = [question('chest-pain'), question('swelling')];

describe('answers about symptoms', () => {
  test('nothing can be sent while nothing is answered', () => {
    expect(symptomBody({ saidBy: 'patient', note: 'well' }, questions)).toBeNull();
  });

  test('what was not asked is left out', () => {
    expect(
      symptomBody({ saidBy: 'caregiver', 'q swelling': 'worse', note: ' since Monday ' }, questions),
    ).toEqual({
      answers: { swelling: 'worse' },
      saidBy: 'caregiver',
      note: 'since Monday',
    });
  });

  test('the others become none; what was answered stays', () => {
    const values = { saidBy: 'patient', 'q swelling': 'some' };
    expect(symptomBody({ ...values, ...restNone(values, questions) }, questions)).toEqual({
      answers: { 'chest-pain': 'none', swelling: 'some' },
      saidBy: 'patient',
    });
  });

  test('each question is a field with the three answers', () => {
    const asked = symptomFields(questions).filter(({ name }) => name.startsWith('q '));
    expect(asked.map(({ label }) => label)).toEqual(['chest-pain?', 'swelling?']);
    expect(asked[0]?.choices?.map(({ value }) => value)).toEqual(['none', 'some', 'worse']);
  });
});
