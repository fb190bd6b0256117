import type { Kind } from '../src/domain/reading.ts';
import type { BloodPressureUnit, GlucoseUnit, WeightUnit } from '../src/domain/units.ts';
import { programMix, unitShares } from './mix.ts';
import type { Program } from './mix-rows.ts';
import type { SimulatedDevice } from './patient.ts';
import type { Random } from './random.ts';

const suffixes: Readonly<Record<Kind, string>> = {
  'blood-pressure': 'bp',
  glucose: 'glucose',
  weight: 'weight',
};

const drawUnit = (kind: Kind, random: Random) => {
  switch (kind) {
    case 'blood-pressure':
      return { kind, unit: random.weighted<BloodPressureUnit>(unitShares[kind]) };
    case 'glucose':
      return { kind, unit: random.weighted<GlucoseUnit>(unitShares[kind]) };
    case 'weight':
      return { kind, unit: random.weighted<WeightUnit>(unitShares[kind]) };
  }
};

export const drawDevices = (program: Program, number: string, random: Random): readonly SimulatedDevice[] =>
  programMix[program].devices
    .filter(({ share }) => random.chance(share))
    .map(({ kind, perWeek, perSession }) => ({
      deviceId: `sim-${number}-${suffixes[kind]}`,
      perWeek: random.weighted(perWeek),
      perSession,
      ...drawUnit(kind, random),
    }));
