import type { RiskPart } from '../../domain/risk.ts';
import type { CharlsonGroup } from '../features/charlson-codes.ts';
import { comorbidityAt, isRenalModerateAt } from '../features/comorbidity.ts';
import type { RiskInputs } from '../features/inputs.ts';
import { emergencyVisitsBefore, recentStay, type Stay, stayDays } from '../features/stays.ts';
import { scored } from '../scored.ts';
import { eachAlone, published, type RiskScorer } from '../scorer.ts';

const emergentPoints = 3;
const mostVisits = 4;
/** a comorbidity sum from 4 on scores 5 */
const highComorbidity = 4;
const highComorbidityPoints = 5;

/** Points from this many days on, longest first. */
const lengthPoints = [
  [14, 7],
  [7, 5],
  [4, 4],
  [3, 3],
  [2, 2],
  [1, 1],
  [0, 0],
] as const;

type Weighed = readonly [label: string, points: number];

/** LACE's own weights, which are not Charlson's. */
const weights: Readonly<Partial<Record<CharlsonGroup, Weighed>>> = {
  'myocardial-infarction': ['previous myocardial infarction', 1],
  cerebrovascular: ['cerebrovascular disease', 1],
  'peripheral-vascular': ['peripheral vascular disease', 1],
  diabetes: ['diabetes without complications', 1],
  'heart-failure': ['heart failure', 2],
  'diabetes-complicated': ['diabetes with end-organ damage', 2],
  'chronic-pulmonary': ['chronic pulmonary disease', 2],
  'mild-liver': ['mild liver disease', 2],
  renal: ['mild renal disease', 2],
  cancer: ['tumour', 2],
  dementia: ['dementia', 3],
  rheumatic: ['connective tissue disease', 3],
  hiv: ['HIV', 4],
  'severe-liver': ['moderate or severe liver disease', 4],
  'metastatic-cancer': ['metastatic tumour', 6],
};
/** one item of the index, "liver or renal disease": both count once, as the worse of the two */
const liverOrRenal: readonly CharlsonGroup[] = ['mild-liver', 'severe-liver', 'renal'];
const moderateRenal: Weighed = ['moderate or severe renal disease', 4];

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const lengthPart = (days: number): RiskPart => ({
  id: 'length',
  label: `length of stay: ${days === 0 ? 'less than 1 day' : counted(days, 'day')}`,
  points: lengthPoints.find(([from]) => days >= from)?.[1] ?? 0,
});

const acutePart = ({ emergent }: Stay): RiskPart => ({
  id: 'acute',
  label: emergent ? 'admitted as an emergency' : 'planned admission',
  points: emergent ? emergentPoints : 0,
});

const comorbidityPart = (inputs: RiskInputs, at: number): RiskPart => {
  const isModerate = isRenalModerateAt(inputs, at);
  const weighedOf = (group: CharlsonGroup) =>
    group === 'renal' && isModerate ? moderateRenal : weights[group];
  const groups = comorbidityAt(inputs, at);
  const weighed = groups.flatMap(group => {
    const weight = weighedOf(group);
    return weight ? [{ group, weight }] : [];
  });
  const [organ] = weighed
    .filter(w => liverOrRenal.includes(w.group))
    .toSorted((a, b) => b.weight[1] - a.weight[1]);
  const found = weighed.filter(w => w === organ || !liverOrRenal.includes(w.group)).map(w => w.weight);
  const sum = found.reduce((total, [, points]) => total + points, 0);
  const named = found.map(([label, points]) => `${label} ${points}`).join(', ');
  return {
    id: 'comorbidity',
    label: found.length === 0 ? 'no comorbidity that counts' : `comorbidity ${sum}: ${named}`,
    points: sum >= highComorbidity ? highComorbidityPoints : sum,
  };
};

const emergencyPart = (inputs: RiskInputs, stay: Stay): RiskPart => {
  const visits = emergencyVisitsBefore(inputs.encounters, stay);
  return {
    id: 'emergency',
    label: `${counted(visits, 'emergency visit')} in the 6 months before the admission`,
    points: Math.min(visits, mostVisits),
  };
};

/** LACE, of the inpatient stay that ended last, as long as that is at most 30 days ago. 0–19. */
export const lace: RiskScorer = {
  ...published,
  id: 'lace',
  version: 1,
  title: 'LACE index',
  max: 19,
  high: 10,
  source:
    'van Walraven 2010 (PMC2845681): death or unplanned readmission within 30 days of discharge, c 0.684. Convention: a stay is counted in local calendar days; CKD stage 3 and above is moderate. SNOMED codes do not count',
  say: value => `LACE ${value} of 19`,
  ...eachAlone((inputs, at) => {
    const recent = recentStay(inputs.encounters, at);
    if (!recent.ok) return recent.none;
    const { stay } = recent;
    return scored([
      lengthPart(stayDays(stay, inputs.timeZone)),
      acutePart(stay),
      comorbidityPart(inputs, stay.dischargedAt),
      emergencyPart(inputs, stay),
    ]);
  }),
};
