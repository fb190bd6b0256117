import type { CharlsonGroup } from '../features/charlson-codes.ts';
import { comorbidityAt } from '../features/comorbidity.ts';
import { scored } from '../scored.ts';
import { eachAlone, published, type RiskScorer } from '../scorer.ts';

/** Quan 2011. Groups without weight are shown, so that nobody takes them for overlooked. */
const groups: Readonly<Record<CharlsonGroup, readonly [label: string, points: number]>> = {
  'myocardial-infarction': ['Myocardial infarction', 0],
  'heart-failure': ['Heart failure', 2],
  'peripheral-vascular': ['Peripheral vascular disease', 0],
  cerebrovascular: ['Cerebrovascular disease', 0],
  dementia: ['Dementia', 2],
  'chronic-pulmonary': ['Chronic pulmonary disease', 1],
  rheumatic: ['Rheumatic disease', 1],
  'peptic-ulcer': ['Peptic ulcer disease', 0],
  'mild-liver': ['Mild liver disease', 2],
  diabetes: ['Diabetes without complications', 0],
  'diabetes-complicated': ['Diabetes with complications', 1],
  hemiplegia: ['Hemiplegia or paraplegia', 2],
  renal: ['Renal disease', 1],
  cancer: ['Cancer', 2],
  'severe-liver': ['Moderate or severe liver disease', 4],
  'metastatic-cancer': ['Metastatic cancer', 6],
  hiv: ['HIV', 4],
};

/** The Charlson comorbidity index of all diagnoses on record, 0–24. */
export const charlson: RiskScorer = {
  ...published,
  id: 'charlson',
  version: 1,
  title: 'Charlson comorbidity index',
  max: 24,
  high: 5,
  source:
    'Weights: Quan 2011 (Am J Epidemiol 173:676); ICD-9-CM and ICD-10 prefixes: Quan 2005. High from 5 on: convention. SNOMED codes do not count',
  say: value => `Charlson index ${value} of 24`,
  ...eachAlone((inputs, at) =>
    scored(
      comorbidityAt(inputs, at).map(group => {
        const [label, points] = groups[group];
        return { id: group, label, points };
      }),
    ),
  ),
};
