import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { parseRoster } from '../../src/roster/parse-roster.ts';

const at = Date.parse('2026-11-23T12:00:00Z');
const programs = ['heart-failure', 'hypertension', 'diabetes'];
const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek';
const ann = 'P1,Quill,Ann,1948-03-27,female,America/New_York,heart-failure,scale-1,weight,7';
const values = (text: string) => parseRoster(text, programs, at).map(line => line.value);

const refusalOf = (text: string): AppError => {
  try {
    parseRoster(text, programs, at);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('one file for each way to be wrong: its lines and fields are named, and nobody’s data is repeated', () => {
  const folder = fileURLToPath(new URL('./bad/', import.meta.url));
  const expected = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as Record<
    string,
    [number, string][]
  >;
  const files = readdirSync(folder).filter(name => name.endsWith('.csv'));

  test('every file has its expectation', () => {
    expect(files.map(name => name.replace('.csv', '')).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(files)('%s', name => {
    const error = refusalOf(readFileSync(`${folder}${name}`, 'utf8'));
    const { errors = [], remedy } = error.details;
    const named = [...new Set(errors.map(e => `${e.line} ${e.field}`))].sort();
    const wanted = expected[name.replace('.csv', '')] ?? [];
    expect(named).toEqual([...new Set(wanted.map(([line, field]) => `${line} ${field}`))].sort());
    expect(error.code).toBe('import-rejected');
    expect(remedy).toEqual(expect.any(String));
    const said = JSON.stringify([error.message, error.details]);
    expect(said).not.toMatch(/Quillfeather|Anneliese|Elm St|1947|woman|Gotham|asthma/);
  });
});

test('errors come in the order of the file', () => {
  const wrong = [`${ann},x`, ann.replace('female', 'x!'), ann.replace('weight', 'mass')].slice(1);
  const lines = refusalOf([header, ...wrong].join('\n')).details.errors?.map(e => e.line);
  expect(lines).toEqual([2, 3]);
});

test('the message counts the errors', () => {
  const count = (text: string) => refusalOf(text).message;
  const bad = ann.replace('female', 'x!');
  expect(count(`${header}\n${bad}`)).toBe('nothing was imported: 1 error');
  expect(count(`${header}\n${bad}\n${bad}`)).toBe('nothing was imported: 2 errors');
});

describe('a good file', () => {
  test('gives each line with its number and values', () => {
    expect(parseRoster(`${header}\n${ann}\n`, programs, at)).toMatchObject([
      {
        line: 2,
        value: {
          patient: 'P1',
          family: 'Quill',
          given: 'Ann',
          birthDate: '1948-03-27',
          sex: 'female',
          timeZone: 'America/New_York',
          program: 'heart-failure',
          device: 'scale-1',
          kind: 'weight',
          perWeek: 7,
        },
      },
    ]);
  });

  const plain = values(`${header}\n${ann}\n`);
  test.each([
    ['a byte order mark', `\uFEFF${header}\n${ann}\n`],
    ['CRLF', `${header}\r\n${ann}\r\n`],
    ['CR', `${header}\r${ann}\r`],
    ['no line end', `${header}\n${ann}`],
    [
      'quotes around every field',
      `${header}\n${ann
        .split(',')
        .map(f => `"${f}"`)
        .join(',')}\n`,
    ],
    ['white space around fields', `${header.replaceAll(',', ' , ')}\n${ann.replaceAll(',', ' , ')}\n`],
    ['empty lines', `\n${header}\n\n${ann}\n\n`],
    [
      'columns in another order',
      `${header.split(',').toReversed().join(',')}\n${ann.split(',').toReversed().join(',')}\n`,
    ],
  ])('with %s reads the same', (_, text) => {
    expect(values(text)).toEqual(plain);
  });

  test('quotes keep commas, quotes and line breaks within a field', () => {
    const [value] = values(
      `${header},address\n${ann.replace('Quill', '"Quill, Jr. ""Q"""')},"1 Elm St\nApt 2"\n`,
    );
    expect(value).toMatchObject({ family: 'Quill, Jr. "Q"', address: '1 Elm St\nApt 2' });
  });

  test('letters of every script are kept', () => {
    const [value] = values(`${header}\n${ann.replace('Quill', 'Nguyễn').replace('Ann', '안나')}\n`);
    expect(value).toMatchObject({ family: 'Nguyễn', given: '안나' });
  });

  test.each([
    ['F', 'female'],
    ['m', 'male'],
    ['Male', 'male'],
    ['x', 'other'],
    ['U', 'unknown'],
  ])('sex "%s" is %s', (sent, sex) => {
    expect(values(`${header}\n${ann.replace('female', sent)}\n`)).toMatchObject([{ sex }]);
  });

  test.each([
    ['from', '2026-11-20T07:00:00-05:00', Date.parse('2026-11-20T12:00:00Z')],
    ['slot', '2', '2'],
    ['caregiverConsent', 'Yes', true],
    ['caregiverConsent', '0', false],
    ['dryWeightKg', '72.5', 72.5],
    ['tags', 'fall risk; lives alone|', ['fall risk', 'lives alone']],
    ['phone', '+1-212-555-0100', '+1-212-555-0100'],
  ])('optional column %s: %s', (column, sent, value) => {
    expect(values(`${header},${column}\n${ann},${sent}\n`)).toMatchObject([{ [column]: value }]);
  });

  test('an optional column left empty is absent', () => {
    const [value] = values(`${header},phone,dryWeightKg,from,caregiverConsent\n${ann},, ,,\n`);
    expect([value?.phone, value?.dryWeightKg, value?.from, value?.caregiverConsent]).toEqual(
      Array(4).fill(undefined),
    );
  });

  test('one patient may have several devices, one device several patients, slots and spans', () => {
    const text = [
      `${header},from,slot`,
      `${ann},,`,
      `${ann.replace('scale-1,weight', 'cuff,blood-pressure')},,1`,
      `${ann.replace('scale-1,weight', 'cuff,blood-pressure')},2026-11-20T00:00:00Z,1`,
      `${ann.replace('scale-1,weight', 'cuff,blood-pressure').replace('P1,Quill,Ann', 'P2,Marsh,Bob')},,2`,
    ].join('\n');
    expect(values(text)).toHaveLength(4);
  });
});

test.each([
  ['semicolons', ';'],
  ['tabs', '\t'],
])('a file that a spreadsheet wrote with %s is read as one with commas', (_, separator) => {
  const text = `${header}\n${ann}`;
  expect(values(text.replaceAll(',', separator))).toEqual(values(text));
});

test('a semicolon in a field of a file with commas separates nothing', () => {
  expect(values(`${header},tags\n${ann},frail;alone`)).toMatchObject([{ tags: ['frail', 'alone'] }]);
});

test('a file that is not UTF-8 is refused with every damaged line, before a name is stored damaged', () => {
  const latin1 = Buffer.from(`${header}\n${ann}\n${ann.replace('P1,Quill', 'P2,Núñez')}`, 'latin1');
  const { errors } = refusalOf(new TextDecoder().decode(latin1)).details;
  expect(errors).toEqual([{ line: 3, field: 'line', message: 'is not UTF-8: save the file as "CSV UTF-8"' }]);
});
