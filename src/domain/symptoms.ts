export const symptomAnswers = ['none', 'some', 'worse'] as const;
/** `some`: there, as usual or mild; `worse`: new, or worse than usual. What was not asked has no answer. */
export type SymptomAnswer = (typeof symptomAnswers)[number];

export const symptomTellers = ['patient', 'caregiver', 'other'] as const;
/** Who said what the patient feels. */
export type SymptomTeller = (typeof symptomTellers)[number];
