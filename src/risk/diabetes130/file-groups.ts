import { countIn, diagnosisColumns } from './as-inputs.ts';
import { charlsonOf } from './comparators.ts';
import type { FileRow } from './read-file.ts';

const unknown: readonly string[] = ['?', '', 'Unknown/Invalid'];

const nameOf = (text: string): string => {
  if (unknown.includes(text)) return 'not known';
  const band = /^\[(\d+)-(\d+)\)$/.exec(text);
  return band ? `${band[1]}–${Number(band[2]) - 1}` : text;
};

export type FileGrouping = { readonly name: string; readonly groupOf: (row: FileRow) => string };

const groupColumns: Readonly<Record<string, string>> = { age: 'age', sex: 'gender', race: 'race' };

/** Age band, sex and race, as far as the file has the column; what it does not know is a group of its own. */
export const groupingsOf = (row: FileRow): readonly FileGrouping[] =>
  Object.entries(groupColumns)
    .filter(([, column]) => column in row)
    .map(([name, column]) => ({ name, groupOf: its => nameOf(its[column] ?? '') }));

export type Illness = { readonly name: string; readonly of: (row: FileRow) => number };

/** How ill an encounter is, as far as the file has the columns. */
export const illnessesOf = (row: FileRow): readonly Illness[] =>
  [
    { name: 'charlson', columns: diagnosisColumns, of: charlsonOf },
    {
      name: 'diagnoses',
      columns: ['number_diagnoses'],
      of: (its: FileRow) => countIn(its, 'number_diagnoses') ?? 0,
    },
  ].filter(({ columns }) => columns.every(column => column in row));
