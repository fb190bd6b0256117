import { hash } from 'node:crypto';
import { canonicalJson } from '../../db/audit-hash.ts';
import type { Reading } from '../../domain/reading.ts';
import { toRow } from '../row.ts';

const hexDigits = 12;
/** sums of fingerprints stay whole numbers */
const modulus = 2 ** 48;

/** The same text for the same reading, wherever it was read. */
const textOf = (reading: Reading): string => {
  const cells = toRow(reading, reading.arrival);
  return canonicalJson([...cells.slice(0, -1), reading.sent.values as Record<string, never>]);
};

/** 48 bits of SHA-256 over all that a reading says. */
export const fingerprint = (reading: Reading): number =>
  Number.parseInt(hash('sha256', textOf(reading), 'hex').slice(0, hexDigits), 16);

export const isSame = (a: Reading, b: Reading): boolean => textOf(a) === textOf(b);

/** Of any number of readings in any order. */
export const checksum = (readings: readonly Reading[]): string =>
  readings
    .reduce((sum, reading) => (sum + fingerprint(reading)) % modulus, 0)
    .toString(16)
    .padStart(hexDigits, '0');
