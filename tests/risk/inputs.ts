import type { Condition, Encounter } from '../../src/domain/encounter.ts';
import type { RiskScore } from '../../src/domain/risk.ts';
import type { RiskInputs } from '../../src/risk/features/inputs.ts';

/** Monday 23 November 2026, 07:00 in New York. */
export const at = Date.parse('2026-11-23T12:00:00Z');

const instant = (text: string): number => Date.parse(text.length === 10 ? `${text}T15:00:00Z` : text);

/** A stay from and to days (15:00 UTC) or instants; without an end it goes on still. */
export const stay = (from: string, to: string | null = null, emergent = true): Encounter => ({
  class: 'inpatient',
  admittedAt: instant(from),
  dischargedAt: to === null ? null : instant(to),
  emergent,
});

export const visit = (from: string, to: string | null = from): Encounter => ({
  ...stay(from, to),
  class: 'emergency',
});

/** Codes as imported: `I509` is ICD-10, `9:4280` ICD-9; `I509 2026-11-01` has an onset. */
export const diagnoses = (...codes: string[]): Condition[] =>
  codes.map(text => {
    const [code = '', onset = null] = text.split(' ');
    return code.startsWith('9:')
      ? { system: 'icd9', code: code.slice(2), onset }
      : { system: 'icd10', code, onset };
  });

export const inputs = (
  encounters: readonly Encounter[] = [],
  conditions: readonly Condition[] = [],
  timeZone = 'America/New_York',
): RiskInputs => ({
  encounters: encounters.map(encounter => ({ ...encounter, facts: null })),
  conditions,
  timeZone,
  birthDate: null,
});

/** The points of each part by its id, and what they add up to. */
export const pointsOf = (score: RiskScore): Record<string, number> => {
  if (!score.applicable) throw new Error(`does not apply: ${score.why}`);
  const sum = score.parts.reduce((total, part) => total + part.points, 0);
  if (sum !== score.value) throw new Error(`the parts add up to ${sum}, not ${score.value}`);
  return { ...Object.fromEntries(score.parts.map(part => [part.id, part.points])), value: score.value };
};
