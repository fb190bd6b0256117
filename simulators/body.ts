import type { PatientFlag } from '../src/domain/patient.ts';
import { glucoseNoise, habits, nuisances, pressureNoise, weightNoise } from './mix.ts';
import type { Program, ProgramRow, Span } from './mix-rows.ts';
import type { Random } from './random.ts';

/** A patient's own levels, and how much they vary: standard deviations, or spans of one. */
export type Body = {
  readonly weight: {
    /** without excess fluid */
    readonly dryKg: number;
    readonly driftKgPerYear: number;
    readonly wanderKg: number;
    readonly wanderDays: number;
    readonly dailyKg: number;
    readonly anytime: boolean;
    /** the weight of whoever else uses the scale; null for nobody */
    readonly housemateKg: number | null;
  };
  readonly pressure: {
    readonly systolicMmHg: number;
    readonly diastolicMmHg: number;
    readonly isHigh: boolean;
    readonly wanderMmHg: number;
    readonly wanderDays: number;
    readonly sessionMmHg: number;
    readonly readingMmHg: number;
    readonly diastolicSessionMmHg: number;
    readonly diastolicReadingMmHg: number;
    readonly firstReadingMmHg: number;
    readonly circadian: number;
    readonly outlierChance: number;
    readonly pulsePerMin: number;
    readonly pulseFactor: number;
  };
  readonly glucose: {
    readonly fastingMgDl: number;
    readonly dawnMgDl: number;
    readonly mealRiseMgDl: number;
    readonly dailyCv: number;
    readonly lowChance: number;
  };
};

export type Nature = {
  readonly program: Program;
  readonly sex: 'female' | 'male';
  readonly flags: readonly PatientFlag[];
};

const within = (random: Random, [low, high]: Span) => random.between(low, high);

/** Between the ends of a span, nearer to the low one the higher the skew. */
export const skewed = (random: Random, [low, high]: Span, skew: number): number =>
  low + (high - low) * random.next() ** skew;

const drawWeight = (mix: ProgramRow, { sex }: Nature, random: Random): Body['weight'] => {
  const dryKg = within(random, mix.weightKg[sex]);
  const { household, housemateKg } = nuisances.otherPerson;
  const apartKg = within(random, housemateKg) * (random.chance(0.5) && dryKg > 70 ? -1 : 1);
  return {
    dryKg,
    driftKgPerYear: random.normal(0, weightNoise.driftKgPerYear),
    wanderKg: within(random, weightNoise.wanderKg),
    wanderDays: within(random, weightNoise.wanderDays),
    dailyKg: skewed(random, weightNoise.dailyKg, weightNoise.dailySkew),
    anytime: random.chance(habits.weighsAnytime),
    housemateKg: random.chance(household) ? dryKg + apartKg : null,
  };
};

const drawLevel = (mix: ProgramRow, random: Random) => {
  const drawn = random.next();
  const isHigh = drawn < mix.uncontrolled;
  const isLow = !isHigh && drawn < mix.uncontrolled + mix.lowPressure;
  const { uncontrolledMmHg, lowMmHg } = pressureNoise;
  const level = isHigh ? uncontrolledMmHg : isLow ? lowMmHg : mix.controlledMmHg;
  return {
    systolicMmHg: within(random, level.systolic),
    diastolicMmHg: within(random, level.diastolic),
    isHigh,
  };
};

const drawPressure = (mix: ProgramRow, { program, flags }: Nature, random: Random): Body['pressure'] => {
  const n = pressureNoise;
  const level = drawLevel(mix, random);
  const whiteCoat = random.chance(n.whiteCoat);
  const often = within(random, n.whiteCoatChance);
  const slower = within(random, n.betaBlockerPerMin);
  return {
    ...level,
    wanderMmHg: within(random, n.wanderMmHg),
    wanderDays: within(random, n.wanderDays),
    sessionMmHg: within(random, n.sessionMmHg),
    readingMmHg: within(random, n.readingMmHg),
    diastolicSessionMmHg: within(random, n.diastolicSessionMmHg),
    diastolicReadingMmHg: within(random, n.diastolicReadingMmHg),
    firstReadingMmHg: within(random, n.firstReadingMmHg),
    circadian: within(random, n.circadianFactor),
    outlierChance: whiteCoat ? often : n.outlierChance,
    pulsePerMin: within(random, n.pulsePerMin) + (flags.includes('beta-blocker') ? slower : 0),
    pulseFactor: program === 'heart-failure' && random.chance(n.fibrillation) ? 2 : 1,
  };
};

const drawGlucose = ({ flags }: Nature, random: Random): Body['glucose'] => {
  const n = glucoseNoise;
  const drug = (['insulin', 'sulfonylurea'] as const).find(flag => flags.includes(flag));
  const spread = drug === 'insulin' ? 'insulin' : 'usual';
  return {
    fastingMgDl: within(random, n.fastingMgDl[spread]),
    dawnMgDl: within(random, n.dawnMgDl),
    mealRiseMgDl: within(random, n.mealRiseMgDl),
    dailyCv: within(random, n.dailyCv[spread]),
    lowChance: n.lowChance[drug ?? 'neither'],
  };
};

export const drawBody = (mix: ProgramRow, nature: Nature, random: Random): Body => ({
  weight: drawWeight(mix, nature, random),
  pressure: drawPressure(mix, nature, random),
  glucose: drawGlucose(nature, random),
});
