import type { SimulatedPatient } from '../../simulators/patient.ts';
import { patientStream } from '../../simulators/stream.ts';
import { dayMs, localDay } from '../../src/domain/local-day.ts';
import { kgPerLb, mgDlPerMmolL, mmHgPerKPa } from '../../src/domain/units.ts';

type Point = { readonly at: number; readonly day: number; readonly week: number };
type Pressure = Point & { readonly systolic: number; readonly diastolic: number; readonly pulse: number };
type Valued = Point & { readonly value: number };
type Glucose = Valued & { readonly meal: string };

export type Series = {
  readonly pressures: readonly Pressure[];
  readonly glucoses: readonly Glucose[];
  readonly weights: readonly Valued[];
};

/** What was sent, back in canonical units, in order of measuring. */
export const seriesOf = (patient: SimulatedPatient, from: number, to: number): Series => {
  const pressures: Pressure[] = [];
  const glucoses: Glucose[] = [];
  const weights: Valued[] = [];
  for (const { payload } of patientStream(patient, from, to + 10 * dayMs)) {
    if (!('measuredAt' in payload)) continue;
    const at = Date.parse(payload.measuredAt);
    if (at < from || at >= to) continue;
    const point = { at, day: localDay(at, patient.timeZone), week: Math.floor((at - from) / (7 * dayMs)) };
    if ('systolic' in payload) {
      const mmHg = payload.unit === 'kPa' ? mmHgPerKPa : 1;
      const { systolic, diastolic, pulse } = payload;
      pressures.push({ ...point, systolic: systolic * mmHg, diastolic: diastolic * mmHg, pulse });
    } else if ('meal' in payload) {
      const value = payload.value === 'HI' ? 601 : payload.value === 'LO' ? 19 : payload.value;
      const { meal, unit } = payload;
      glucoses.push({ ...point, meal, value: unit === 'mmol/L' ? value * mgDlPerMmolL : value });
    } else if (typeof payload.value === 'number') {
      weights.push({ ...point, value: payload.unit === '[lb_av]' ? payload.value * kgPerLb : payload.value });
    }
  }
  const inOrder = (a: Point, b: Point) => a.at - b.at;
  return {
    pressures: pressures.sort(inOrder),
    glucoses: glucoses.sort(inOrder),
    weights: weights.sort(inOrder),
  };
};

const weeksOf = <P extends Point>(points: readonly P[], crosses: (point: P) => boolean): Set<number> =>
  new Set(points.filter(crosses).map(({ week }) => week));

const gainOver = (weights: readonly Valued[], days: number, kg: number) =>
  weeksOf(weights, now => {
    const before = weights.filter(({ day }) => day < now.day && day >= now.day - days);
    return before.some(({ value }) => now.value - value >= kg);
  });

const highMean = (pressures: readonly Pressure[]) =>
  weeksOf(pressures, now => {
    const recent = pressures.filter(({ at }) => at <= now.at && at > now.at - 7 * dayMs);
    const mean = (of: (p: Pressure) => number) => recent.reduce((sum, p) => sum + of(p), 0) / recent.length;
    return (
      new Set(recent.map(({ day }) => day)).size >= 3 &&
      (mean(p => p.systolic) >= 135 || mean(p => p.diastolic) >= 85)
    );
  });

const twiceIn24Hours = (glucoses: readonly Valued[], over: number) =>
  weeksOf(
    glucoses,
    now =>
      now.value > over &&
      glucoses.some(({ at, value }) => at < now.at && at >= now.at - dayMs && value > over),
  );

/** For each of the simple limits: the weeks in which the patient crossed it at least once. */
export const crossedWeeks = ({ pressures, glucoses, weights }: Series) => ({
  severePressure: weeksOf(pressures, p => p.systolic >= 180 || p.diastolic >= 120),
  lowPressure: weeksOf(pressures, p => p.systolic < 90),
  highMeanPressure: highMean(pressures),
  lowGlucose: weeksOf(glucoses, g => g.value < 70),
  veryHighGlucoseTwice: twiceIn24Hours(glucoses, 250),
  gain1Day: gainOver(weights, 1, 1.36),
  gain3Days: gainOver(weights, 3, 2),
  gain7Days: gainOver(weights, 7, 2.27),
});

export type Limit = keyof ReturnType<typeof crossedWeeks>;
