import { z } from 'zod';
import { type CodeSystem, codeSystems } from '../domain/encounter.ts';
import { optional, word } from './columns.ts';
import type { CsvFile } from './csv-file.ts';

type Form = { readonly written: RegExp; readonly example: string };

/** How codes are written; the dot is optional. ICD-9 keeps its leading zeros, which spreadsheets like to drop. */
const forms: Readonly<Record<CodeSystem, Form>> = {
  icd9: { written: /^(?:\d{3}|V\d\d)(?:\.?\d{1,2})?$|^E\d{3}(?:\.?\d)?$/, example: '003.1, 428.0 or V45.81' },
  icd10: { written: /^[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?$/, example: 'I50.9' },
  snomed: { written: /^\d{6,18}$/, example: '84114007' },
};

const line = z
  .strictObject({
    patient: word,
    system: z.enum(codeSystems, { error: `must be one of ${codeSystems.join(', ')}` }),
    code: z.string().transform(text => text.trim().toUpperCase()),
    onset: optional(z.iso.date({ error: 'must be a date such as 2024-03-27, or blank' })),
  })
  .superRefine(({ system, code }, context) => {
    const { written, example } = forms[system];
    if (!written.test(code))
      context.addIssue({
        code: 'custom',
        path: ['code'],
        message: `must be a whole ${system} code such as ${example}`,
      });
  })
  .transform(({ code, ...rest }) => ({ ...rest, code: code.replaceAll('.', '') }));

export type ConditionLine = z.infer<typeof line>;

/** A diagnosis a line; codes are kept without dots, in capitals. */
export const conditionsFile = {
  name: 'conditions file',
  line,
  required: ['patient', 'system', 'code', 'onset'],
} as const satisfies CsvFile<typeof line>;
