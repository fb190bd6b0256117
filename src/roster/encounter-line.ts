import { z } from 'zod';
import { encounterClasses } from '../domain/encounter.ts';
import { instant, optional, word, yesOrNo } from './columns.ts';
import type { CsvFile } from './csv-file.ts';

const line = z.strictObject({
  patient: word,
  class: z.enum(encounterClasses, { error: `must be one of ${encounterClasses.join(', ')}` }),
  admittedAt: instant,
  dischargedAt: optional(instant),
  emergent: yesOrNo,
});

export type EncounterLine = z.infer<typeof line>;

/** A stay or visit a line; `dischargedAt` is blank while the patient is there. */
export const encountersFile = {
  name: 'encounters file',
  line,
  required: ['patient', 'class', 'admittedAt', 'dischargedAt', 'emergent'],
} as const satisfies CsvFile<typeof line>;
