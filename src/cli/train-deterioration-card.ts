import type { DeteriorationFigures } from '../risk/deterioration/judge-deterioration.ts';
import type { Chosen } from '../risk/model/train-additive.ts';
import type { TrainingPanel } from './train-deterioration-rows.ts';

export type CardFacts = {
  readonly version: string;
  readonly plot: string;
  readonly train: TrainingPanel & { readonly rows: number };
  readonly held: TrainingPanel;
  readonly chosen: Chosen;
  readonly ordinary: number;
  readonly figures: Omit<DeteriorationFigures, 'bins'>;
};

const percent = (share: number | null): string =>
  share === null ? '–' : `${Math.round(share * 1000) / 10} %`;
const number = (value: number | null): string =>
  value === null ? '–' : String(Math.round(value * 1000) / 1000);

const programLines = ({ byProgram }: CardFacts['figures']): string =>
  Object.entries(byProgram)
    .map(
      ([program, f]) =>
        `| ${program} | ${f.days} | ${percent(f.baseRate)} | ${number(f.auroc)} | ${percent(f.captureAt5)} | ${percent(f.captureAt10)} |`,
    )
    .join('\n');

const detectionLines = ({ detection }: CardFacts['figures']): string =>
  detection
    .map(
      d =>
        `| \`${d.scenario}\` | ${d.events} | ${percent(d.everInTop5 / d.events)} | ${percent(d.everInTop10 / d.events)} |`,
    )
    .join('\n');

/** The model card. */
export const deteriorationCard = ({
  version,
  plot,
  train,
  held,
  chosen,
  ordinary,
  figures,
}: CardFacts): string => `\
# deterioration ${version}

**Trained on simulation. No real patient's data went into it, and none has tested it.** No public data set holds both home
readings and readmissions, so there was nothing to train on. A site must recalibrate it on its own outcomes before relying
on it. Until then it runs **in shadow**: it is shown, and nothing is ranked on it.

## What it is for

It says of a patient who sends readings how far the last weeks differ from those of a stable patient, and by what, so that
a program can see who is getting worse. It supports decisions and makes none; it is not for emergencies, not for patients
who send nothing, and not for children or in pregnancy, for whom the simulator has no courses of their own.

## What it says

An additive model: the logit of "an event within 14 days" is a base, a part for the devices in use, and a part for each
feature. Each part is 0 where a stable patient stands and never less: silence, and what is not known, make up for nothing. The score shown is the sum of the parts without the base and the
devices, less ${number(ordinary)}: what nine of ten stable patient-days stay within. Below that it reads exactly 0. It is
no percentage; ranks are to be used. Features come from the daily rollups of the last 35 days: level, shift against the
own four weeks, trend, spread, extremes, glucose in range and low, missed readings against what is expected and against
the own habit, days of silence, and alerts that fire. A kind of device that the patient does not have adds nothing; a value
that should be known and is not is a level of its own. A new baseline starts after a hospital stay.

## What it was trained on

\`vigil simulate\`'s panel (simulators/README.md says how it was made and how kind it is): ${train.patients} patients ×
${train.days} days of seed ${train.seed}, every third day from the fifth week on, ${train.rows} patient-days; ${held.patients}
patients of seed ${held.seed} to judge on. Label: a clinical event comes to its outcome within 14 days. Left out: days in
hospital, and those of recovery. Readings went through the service's own intake, rollups and rules, and **nobody acted on
the alerts**: where people do, fewer events follow the same alerts. The number of epochs (${chosen.epochs}) was chosen on inner folds by patient.

## Figures, on simulated patients it has not seen

${figures.days} patient-days, ${figures.patients} patients, ${figures.events} events, base rate ${percent(figures.baseRate)}.
AUROC ${number(figures.auroc)}, AUPRC ${number(figures.auprc)}, Brier ${number(figures.brier)}; calibration slope ${number(figures.calibrationSlope)},
observed to expected ${number(figures.observedToExpected)}, ECE ${number(figures.ece)} (on simulation: it says nothing about a site).

![Calibration on simulated patients](${plot})

Of the score as it is shown, by program, patient-days:

| program | days | base rate | AUROC | of event days, in the highest 5 % | in the highest 10 % |
| --- | --- | --- | --- | --- | --- |
${programLines(figures)}

Events whose patient was at least once among the highest patient-days of the program in the 14 days before (every third
day was looked at):

| scenario | events | highest 5 % | highest 10 % |
| --- | --- | --- | --- |
${detectionLines(figures)}

Stable patients: ${percent(figures.stable.zero)} of ${figures.stable.days} patient-days read exactly 0; the 95th percentile is ${number(figures.stable.p95)}, the 99th ${number(figures.stable.p99)}.

## Limits

- It knows the simulator's courses: clean onsets, one at a time, each with its cause, and no treatment on the way. Real ones
  are not like that; expect it to do worse.
- Numbers that the simulator sets by hand (how often, how far, how fast) are in its shapes.
- What the rules find is one of its features, so a program that changes its rules or limits changes what it sees.
- It was not audited by age, sex or race: simulated patients differ in none of them as real ones do.
- Sudden events (\`hypotension\`, \`hypertensive-urgency\`) give little to see days before.

## Before relying on it

\`vigil recalibrate\` on at least 200 own events; look at the plot before and after; then a lead switches it on, with a reason.
`;
