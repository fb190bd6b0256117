import type { ModelReport } from '../risk/diabetes130/judge-file.ts';
import type { Figure } from '../risk/judge/figure.ts';
import type { Chosen } from '../risk/model/train-additive.ts';

export type CardFacts = {
  readonly version: string;
  /** file beside the card */
  readonly plot: string;
  readonly report: ModelReport;
  readonly chosen: readonly Chosen[];
};

const cell = ({ value, interval }: Figure, digits: number, by = 1): string => {
  if (value === null) return '–';
  const middle = (value * by).toFixed(digits);
  return interval ? `${middle} (${interval.map(v => (v * by).toFixed(digits)).join(' to ')})` : middle;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const scoreTable = ({ scores }: ModelReport): string =>
  table(
    ['score', 'AUROC', 'AUPRC', 'Brier', 'slope', 'ECE', 'capture at 10 %, %', 'precision at 10 %, %'],
    scores.map(({ title, figures: f }) => [
      title,
      cell(f.auroc, 3),
      cell(f.auprc, 3),
      cell(f.brier, 4),
      cell(f.calibrationSlope, 2),
      cell(f.ece, 4),
      cell(f.captureAt10, 1, 100),
      cell(f.precisionAt10, 1, 100),
    ]),
  );

const subgroupTables = ({ subgroups }: ModelReport): string =>
  Object.entries(subgroups)
    .map(([name, groups]) =>
      table(
        [name, 'n', 'readmitted, %', 'AUROC', 'observed to expected', 'listed at 10 %, %'],
        groups.map(g => [
          g.name,
          String(g.n),
          cell(g.figures.baseRate, 1, 100),
          cell(g.figures.auroc, 3),
          cell(g.figures.observedToExpected, 2),
          cell(g.figures.flagged, 1, 100),
        ]),
      ),
    )
    .join('\n\n');

const burdenTables = ({ burden }: ModelReport): string =>
  Object.entries(burden)
    .map(
      ([illness, groups]) =>
        `${illness}, beyond that of all encounters of the same tenth of the score:\n\n${table(
          ['race', 'excess'],
          groups.map(g => [g.name, cell(g.excess, 2)]),
        )}`,
    )
    .join('\n\n');

const chosenText = (chosen: readonly Chosen[]): string =>
  chosen.map(({ pairs, pairL2, epochs }) => `${pairs} pairs (pull ${pairL2}), ${epochs} epochs`).join('; ');

/** The model card of readmission-30d, Markdown; every figure is of patients the judging model never saw. */
export const readmissionCard = ({
  version,
  plot,
  report,
  chosen,
}: CardFacts): string => `# readmission-30d ${version}

An additive model in TensorFlow.js: a score is a base plus one named contribution a feature and a few of pairs of features,
on the log-odds scale. Nothing else enters, so a score is its own explanation.

## Intended use
Ranking adults in the 30 days after an inpatient discharge by their risk of being admitted again within 30 days, so that case
managers know whom to call first. Ranks and percentiles are shown. **No probability is shown before a site has recalibrated
the model on at least 200 readmissions of its own** (\`vigil recalibrate\`). It decides nothing: a person does.

Not for: diagnosis, denying or rationing care, pregnancy and birth, children, or anybody who was not discharged lately.

## Data
UCI "Diabetes 130-US Hospitals for Years 1999–2008" (Strack et al. 2014, CC BY 4.0): ${report.n} encounters of
${report.patients} patients, ${(report.baseRate * 100).toFixed(1)} % followed by an admission within 30 days. Discharges by death or to hospice are left out.
Everybody in it has diabetes, and it is old: treatment, coding and discharge habits have changed since.
The features are those a program can fill from FHIR. Race, payer and names are no features; race and sex are used only below,
to audit. A patient's earlier rows are seen, later ones never. "Not known" is a level of its own, learned from copies of
5 % of the encounters with fields hidden.

**It was not made from people monitored at home.** No public data holds both home readings and readmission, so this model and
\`deterioration\` are validated apart and never summed.

## How good it is
Five folds by patient; each encounter is scored by a model that saw none of its patient's. Pairs, pull and epochs were chosen
on inner folds: ${chosenText(chosen)}. In brackets, 95 % intervals by redrawing patients (${report.redraws.draws} draws). How pairs are
looked for, and the share of copies with hidden fields, were compared on three of these very folds beforehand, so the figures
are a shade too kind.

${scoreTable(report)}

${report.scores
  .filter(s => s.lacks !== null)
  .map(s => `${s.title} lacks here: ${s.lacks}.`)
  .join('\n')}

![Calibration plot](${plot})

## By group
${subgroupTables(report)}

Illness at equal score (after Obermeyer 2019):

${burdenTables(report)}

## Limits
- It ranks moderately well, like every published model of readmission on such data; most who are readmitted are not in the
  highest tenth.
- Discharges to rehabilitation, psychiatric and swing beds are often followed by planned transfers, which count as
  readmissions in these data.
- A site whose feed lacks fields gets scores from fewer facts; the panel names what is missing.
- Some discharges have no admission on record because it was elsewhere.
`;
