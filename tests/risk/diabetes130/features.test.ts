import { describe, expect, test } from 'vitest';
import { hospitalFactsOf, inputsOf } from '../../../src/risk/diabetes130/as-inputs.ts';
import { featuresOf130 } from '../../../src/risk/diabetes130/features.ts';
import { outcomeOf } from '../../../src/risk/diabetes130/outcome.ts';
import { madeUpRows } from '../readmission/rows.ts';

describe('a cell that no table knows is not known, even where it is a name of the language', () => {
  const [row = {}] = madeUpRows(1, 1);
  test.each(['constructor', 'toString', '__proto__', 'xyz'])('%s', cell => {
    const odd = {
      ...row,
      discharge_disposition_id: cell,
      admission_type_id: cell,
      admission_source_id: cell,
      insulin: cell,
      A1Cresult: cell,
      readmitted: cell,
    };
    const [first] = featuresOf130([odd]);
    expect(first).toMatchObject({
      disposition: null,
      admissionType: null,
      admissionSource: null,
      insulin: null,
      hba1c: null,
    });
    expect(outcomeOf(odd)).toBeNull();
    expect(hospitalFactsOf(odd, null).isUrgent).toBeNull();
    expect(inputsOf(odd).inputs.encounters[0]?.emergent).toBe(false);
  });
});
