import { z } from 'zod';

const blankToUndefined = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

/** A column that may be left out or left blank. */
export const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankToUndefined, schema.optional());

export const word = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters');

export const yesOrNo = z.preprocess(
  value => (typeof value === 'string' ? value.trim().toLowerCase() : value),
  z
    .enum(['yes', 'no', 'true', 'false', '1', '0'], { error: 'must be yes or no' })
    .transform(v => v === 'yes' || v === 'true' || v === '1'),
);

/** An instant with an offset, as epoch milliseconds. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be a time with an offset, such as 2026-11-23T07:00:00-05:00' })
  .transform(text => Date.parse(text));
