import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { AppError, type LineError } from '../../errors.ts';

export type FileRow = Readonly<Record<string, string>>;

const refusal = (path: string, errors: readonly LineError[]): AppError =>
  new AppError('import-rejected', `${path} cannot be used`, { errors });

const atHeader = (field: string, message: string): LineError => ({ line: 1, field, message });

const unreadable = (path: string): AppError =>
  new AppError('not-found', `cannot read ${path}`, { field: 'path', remedy: 'name a file that is there' });

/** By its first two bytes, whatever its name. */
const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path).catch(() => {
    throw unreadable(path);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } catch {
    throw unreadable(path);
  } finally {
    await file.close();
  }
};

const checkedHeader = (path: string, required: readonly string[], header: readonly string[]): string[] => {
  const twice = header.filter((name, i) => name !== '' && header.indexOf(name) !== i);
  const missing = required.filter(name => !header.includes(name));
  const errors = [
    ...missing.map(name => atHeader(name, 'is a required column: add it to the header')),
    ...twice.map(name => atHeader(name, 'stands twice in the header: remove one')),
  ];
  if (errors.length > 0) throw refusal(path, errors);
  return [...header];
};

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');

const asRefusal = (path: string, error: unknown): unknown => {
  if (isCsvError(error)) {
    const message = 'must be CSV with one header and as many fields on every line';
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return refusal(path, [{ line, field: 'line', message }]);
  }
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
    return refusal(path, [{ line: 1, field: 'line', message: 'is damaged gzip: copy the file again' }]);
  return error;
};

const identifying: Readonly<Record<string, string>> = {
  encounter_id: 'must name the encounter',
  patient_nbr: 'must name the patient: rows without one would share one history',
};
const mostErrors = 100;

/** Notes each row that does not say whose it is: the format gives every encounter and patient an id. */
const notingBlanks = (required: readonly string[], errors: LineError[]) => {
  const columns = required.filter(column => Object.hasOwn(identifying, column));
  return (row: FileRow, line: number): void => {
    for (const field of columns)
      if (['', '?', undefined].includes(row[field]) && errors.length < mostErrors)
        errors.push({ line, field, message: identifying[field] ?? '' });
  };
};

/** Equal texts are held once. */
const parserOf = (path: string, required: readonly string[], blanks: LineError[]) => {
  const known = new Map<string, string>();
  const once = (text: string): string => {
    const held = known.get(text);
    if (held === undefined) known.set(text, text);
    return held ?? text;
  };
  const noteBlanks = notingBlanks(required, blanks);
  return parse({
    bom: true,
    trim: true,
    skip_empty_lines: true,
    columns: (header: string[]) => checkedHeader(path, required, header),
    on_record: (row: FileRow, { lines }) => {
      noteBlanks(row, lines);
      return row;
    },
    cast: (text, { header }) => (header ? text : once(text)),
  });
};

/**
 * Every row of a CSV file in the format of UCI "Diabetes 130-US hospitals", plain or gzipped, read as a stream: columns in
 * any order, further ones kept. @throws AppError naming every missing column, or the lines that are wrong
 */
export const readDiabetesFile = async (
  path: string,
  required: readonly string[],
): Promise<readonly FileRow[]> => {
  const blanks: LineError[] = [];
  const parser = parserOf(path, required, blanks);
  const unpacked = (await isGzip(path)) ? createGunzip() : new PassThrough();
  const rows: FileRow[] = [];
  try {
    await pipeline(createReadStream(path), unpacked, parser, async records => {
      for await (const record of records) rows.push(record as FileRow);
    });
  } catch (error) {
    throw asRefusal(path, error);
  }
  if (blanks.length > 0) throw refusal(path, blanks);
  if (rows.length === 0) throw refusal(path, [atHeader('line', 'must hold a header and at least one line')]);
  return rows;
};
