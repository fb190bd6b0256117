import { isoLocal } from '../src/domain/local-day.ts';
import type { Kind, Meal } from '../src/domain/reading.ts';
import { kgPerLb, mgDlPerMmolL, mmHgPerKPa } from '../src/domain/units.ts';
import type { SimulatedDevice } from './patient.ts';

type Payload = { readonly measuredAt: string; readonly unit: string; readonly seq: number };

/** The native JSON payloads of DESIGN.md. */
export type NativePayload =
  | (Payload & { readonly systolic: number; readonly diastolic: number; readonly pulse: number })
  | (Payload & { readonly value: number | 'HI' | 'LO'; readonly meal: Meal })
  | (Payload & { readonly value: number });

export type Message = {
  /** when it is sent */
  readonly at: number;
  readonly topic: string;
  readonly payload: NativePayload;
};

export type Taken = { readonly at: number } & (
  | {
      readonly kind: 'blood-pressure';
      readonly systolicMmHg: number;
      readonly diastolicMmHg: number;
      readonly pulsePerMin: number;
    }
  | { readonly kind: 'glucose'; readonly glucoseMgDl: number; readonly meal: Meal }
  | { readonly kind: 'weight'; readonly weightKg: number }
);

const toStep = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(1));

const encodeGlucose = (glucoseMgDl: number, unit: string): number | 'HI' | 'LO' => {
  if (glucoseMgDl > 600) return 'HI';
  if (glucoseMgDl < 20) return 'LO';
  return unit === 'mmol/L' ? toStep(glucoseMgDl / mgDlPerMmolL, 0.1) : Math.round(glucoseMgDl);
};

const encodeValues = (taken: Taken, unit: string) => {
  switch (taken.kind) {
    case 'blood-pressure': {
      const pressure = (mmHg: number) => (unit === 'kPa' ? toStep(mmHg / mmHgPerKPa, 0.1) : Math.round(mmHg));
      return {
        systolic: pressure(taken.systolicMmHg),
        diastolic: pressure(taken.diastolicMmHg),
        pulse: Math.round(taken.pulsePerMin),
        unit,
      };
    }
    case 'glucose':
      return { value: encodeGlucose(taken.glucoseMgDl, unit), unit, meal: taken.meal };
    case 'weight':
      return {
        value: unit === '[lb_av]' ? toStep(taken.weightKg / kgPerLb, 0.2) : toStep(taken.weightKg, 0.1),
        unit,
      };
  }
};

export const topicOf = (deviceId: string, kind: Kind): string => `vigil/v1/${deviceId}/${kind}`;

/** What the device sends, rounded the way devices do: whole mmHg and mg/dL, 0.1 kPa, mmol/L and kg, 0.2 lb. */
export const messageOf = (device: SimulatedDevice, taken: Taken, timeZone: string, seq: number): Message => ({
  at: taken.at,
  topic: topicOf(device.deviceId, device.kind),
  payload: {
    measuredAt: isoLocal(taken.at, timeZone),
    ...encodeValues(taken, device.unit),
    seq,
  },
});
