/** mg/dL in one mmol/L of glucose (CLINICAL: × 18.01559). */
export const mgDlPerMmolL = 18.01559;
export const mmHgPerKPa = 7.50061683;
export const kgPerLb = 0.45359237;

export const bloodPressureUnits = ['mm[Hg]', 'kPa'] as const;
export const glucoseUnits = ['mg/dL', 'mmol/L'] as const;
export const weightUnits = ['kg', 'g', '[lb_av]'] as const;

export type BloodPressureUnit = (typeof bloodPressureUnits)[number];
export type GlucoseUnit = (typeof glucoseUnits)[number];
export type WeightUnit = (typeof weightUnits)[number];

export const toMmHg = (value: number, unit: BloodPressureUnit): number =>
  unit === 'kPa' ? value * mmHgPerKPa : value;

export const toMgDl = (value: number, unit: GlucoseUnit): number =>
  unit === 'mmol/L' ? value * mgDlPerMmolL : value;

const kgPer: Readonly<Record<WeightUnit, number>> = { kg: 1, g: 0.001, '[lb_av]': kgPerLb };

export const toKg = (value: number, unit: WeightUnit): number => value * kgPer[unit];

/** For display only: at most `digits` decimals, without trailing zeros. */
export const shown = (value: number, digits = 1): string => String(Number(value.toFixed(digits)));
