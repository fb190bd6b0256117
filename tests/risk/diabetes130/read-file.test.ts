import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AppError } from '../../../src/errors.ts';
import { readDiabetesFile } from '../../../src/risk/diabetes130/read-file.ts';

const file = (content: string | Buffer, name = 'stays.csv'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-stays-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const refusalOf = async (path: string, required: readonly string[]) => {
  const error = (await readDiabetesFile(path, required).catch((e: unknown) => e)) as AppError;
  return { code: error.code, message: error.message, errors: error.details.errors };
};

const plain = 'encounter_id,race,age\n1,Caucasian,[70-80)\n2,?,[0-10)\n';

describe('a file of stays', () => {
  test.each([
    ['plain', plain],
    ['with a byte order mark and Windows line ends', `\uFEFF${plain.replaceAll('\n', '\r\n')}`],
    ['quoted', '"encounter_id","race","age"\n"1","Caucasian","[70-80)"\n"2","?","[0-10)"\n'],
    ['without a last line end and with an empty line', plain.replace('\n2', '\n\n2').trim()],
  ])('is read %s', async (_, text) => {
    const rows = await readDiabetesFile(file(text), ['age', 'encounter_id']);
    expect(rows).toEqual([
      { encounter_id: '1', race: 'Caucasian', age: '[70-80)' },
      { encounter_id: '2', race: '?', age: '[0-10)' },
    ]);
  });

  test('is read gzipped, whatever its name', async () => {
    const rows = await readDiabetesFile(file(gzipSync(plain), 'stays.csv'), ['race']);
    expect(rows.map(row => row.race)).toEqual(['Caucasian', '?']);
  });

  test('may hold commas and line ends in quotes, and columns in any order', async () => {
    const [row] = await readDiabetesFile(file('note,encounter_id\n"a, ""b""\nc",7\n'), ['encounter_id']);
    expect(row).toEqual({ note: 'a, "b"\nc', encounter_id: '7' });
  });
});

describe('what is no such file is refused', () => {
  test('with every column that is missing', async () => {
    const { code, errors } = await refusalOf(file(plain), ['encounter_id', 'patient_nbr', 'readmitted']);
    expect(code).toBe('import-rejected');
    expect(errors).toEqual([
      { line: 1, field: 'patient_nbr', message: 'is a required column: add it to the header' },
      { line: 1, field: 'readmitted', message: 'is a required column: add it to the header' },
    ]);
  });

  test('with every line that names no patient or no encounter', async () => {
    const text = 'encounter_id,patient_nbr\n1,7\n2,\n\n?,8\n';
    const { code, errors } = await refusalOf(file(text), ['encounter_id', 'patient_nbr']);
    expect(code).toBe('import-rejected');
    expect(errors).toEqual([
      {
        line: 3,
        field: 'patient_nbr',
        message: 'must name the patient: rows without one would share one history',
      },
      { line: 5, field: 'encounter_id', message: 'must name the encounter' },
    ]);
  });

  const unreadable = 'must be CSV with one header and as many fields on every line';
  test.each([
    [
      'a column twice',
      'age,age\n1,2\n',
      { line: 1, field: 'age', message: 'stands twice in the header: remove one' },
    ],
    ['a short line', 'age,race\n1,2\n3\n', { line: 3, field: 'line', message: unreadable }],
    ['no line', 'age\n', { line: 1, field: 'line', message: 'must hold a header and at least one line' }],
    ['nothing', '', { line: 1, field: 'line', message: 'must hold a header and at least one line' }],
    [
      'gzip that is cut short',
      gzipSync(`age\n${'1\n'.repeat(5_000)}`).subarray(0, 30),
      { line: 1, field: 'line', message: 'is damaged gzip: copy the file again' },
    ],
  ])('%s', async (_, content, error) => {
    expect((await refusalOf(file(content), ['age'])).errors).toEqual([error]);
  });

  test('a file that is not there, by its name', async () => {
    const { code, message } = await refusalOf('/nowhere/stays.csv', []);
    expect([code, message]).toEqual(['not-found', 'cannot read /nowhere/stays.csv']);
  });
});
