import { z } from 'zod';
import { option, param } from './define.ts';

export const clearReadings = (byDefault: number) =>
  param(z.number().int().min(1).max(10), byDefault, {
    what: 'how many readings in a row end it',
    unit: 'readings',
    source: 'convention',
  });

export const gradesUp = option(true, {
  what: 'urgent for a patient recorded as taking insulin or a sulfonylurea',
  source: 'both can cause severe hypoglycaemia (ADA Standards of Care); the grade: convention',
});
