import type { Severity } from '../domain/alert.ts';
import type { ShippedProgram } from '../rules/limits.ts';

export type Symptom = {
  readonly id: string;
  /** as sentences and lists name it */
  readonly title: string;
  readonly ask: string;
  /** of which programs it is asked */
  readonly programs: readonly ShippedProgram[];
  /** as what it counts when it is there as usual, and when it is new or worse; null: nothing to raise */
  readonly some: Severity | null;
  readonly worse: Severity | null;
  readonly source: string;
};

const all: readonly ShippedProgram[] = ['heart-failure', 'hypertension', 'diabetes'];
const hf: readonly ShippedProgram[] = ['heart-failure'];
const selfCheck = 'AHA Self-Check Plan for heart failure';
const crisis = 'AHA: severe blood pressure with symptoms is an emergency';
const lows = 'ADA Standards of Care, hypoglycaemia';
const highs = 'ADA Standards of Care, hyperglycaemic crises and sick days';

const row = (
  id: string,
  title: string,
  ask: string,
  programs: readonly ShippedProgram[],
  [some, worse]: readonly [Severity | null, Severity | null],
  source: string,
): Symptom => ({ id, title, ask, programs, some, worse, source });

/**
 * What a case manager asks after, worst first. What is asked comes from the sources named; as what each answer counts is
 * a convention that follows their zones: what they call an emergency is critical, what they have reported the same day
 * urgent.
 */
export const symptomTable: readonly Symptom[] = [
  row('chest-pain', 'chest pain', 'Pain or pressure in the chest?', all, ['critical', 'critical'], selfCheck),
  row(
    'dyspnoea-at-rest',
    'breathless at rest',
    'Short of breath while sitting still?',
    hf,
    ['critical', 'critical'],
    selfCheck,
  ),
  row('fainting', 'fainting', 'Fainted, or nearly?', all, ['urgent', 'critical'], 'convention'),
  row('confusion', 'confusion', 'Confused, or hard to wake?', all, ['urgent', 'critical'], selfCheck),
  row(
    'weakness',
    'weakness or numbness of one side, or trouble speaking',
    'Weak or numb on one side, or trouble speaking?',
    ['hypertension'],
    ['critical', 'critical'],
    crisis,
  ),
  row(
    'vision',
    'change of vision',
    'Sight blurred or lost?',
    ['hypertension'],
    ['urgent', 'critical'],
    crisis,
  ),
  row('headache', 'severe headache', 'A severe headache?', ['hypertension'], ['warning', 'urgent'], crisis),
  row(
    'hypo-help',
    'a low that needed help',
    'A low for which somebody had to help?',
    ['diabetes'],
    ['critical', 'critical'],
    `${lows}: level 3, at any value`,
  ),
  row(
    'vomiting',
    'vomiting or nothing stays down',
    'Vomiting, or nothing stays down?',
    ['diabetes'],
    ['warning', 'urgent'],
    highs,
  ),
  row('hypo', 'signs of a low', 'Shaky, sweating or hungry?', ['diabetes'], ['warning', 'urgent'], lows),
  row(
    'thirst',
    'thirst and passing much water',
    'Very thirsty, passing much water?',
    ['diabetes'],
    [null, 'warning'],
    highs,
  ),
  row(
    'foot',
    'a wound of the foot',
    'A sore or wound on a foot?',
    ['diabetes'],
    ['warning', 'urgent'],
    'ADA Standards of Care, foot care',
  ),
  row(
    'dyspnoea',
    'breathless on effort',
    'Short of breath when moving about?',
    hf,
    [null, 'urgent'],
    selfCheck,
  ),
  row(
    'orthopnoea',
    'breathless lying flat',
    'More pillows than usual, or woken by breathlessness?',
    hf,
    ['warning', 'urgent'],
    selfCheck,
  ),
  row('dizziness', 'dizziness', 'Dizzy or light-headed?', all, ['warning', 'urgent'], selfCheck),
  row('swelling', 'swelling', 'Swollen feet, legs or belly?', hf, [null, 'warning'], selfCheck),
  row(
    'weight-gain',
    'weight gain noticed',
    'Clothes or shoes tighter, weight up?',
    hf,
    [null, 'warning'],
    selfCheck,
  ),
];

const byId = new Map(symptomTable.map(symptom => [symptom.id, symptom]));

export const symptomOf = (id: string): Symptom | undefined => byId.get(id);

/** What is asked in a program; in one that a site made, everything. */
export const questionsOf = (program: string | undefined): readonly Symptom[] => {
  const own = symptomTable.filter(({ programs }) => programs.some(id => id === program));
  return own.length > 0 ? own : symptomTable;
};
