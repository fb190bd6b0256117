import type { Kind, Meal } from '../src/domain/reading.ts';
import { kgPerLb, mgDlPerMmolL, mmHgPerKPa } from '../src/domain/units.ts';
import { clockOf } from './local-clock.ts';

type Payload = { readonly measuredAt: string; readonly unit: string; readonly seq: number };

/** The native JSON payloads of DESIGN.md. */
export type NativePayload =
  | (Payload & { readonly systolic: number; readonly diastolic: number; readonly pulse: number })
  | (Payload & { readonly value: number | 'HI' | 'LO'; readonly meal: Meal })
  | (Payload & { readonly value: number });

/** Battery in per cent. */
export type StatusPayload = { readonly battery: number };

export type MessageOf<P> = {
  /** when it arrives */
  readonly at: number;
  readonly topic: string;
  readonly payload: P;
};

export type Message = MessageOf<NativePayload | StatusPayload>;

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

const toStep = (value: number, step: number): number => Math.round(Math.round(value / step) * step * 10) / 10;

const encodeGlucose = (glucoseMgDl: number, unit: string): number | 'HI' | 'LO' => {
  if (glucoseMgDl > 600) return 'HI';
  if (glucoseMgDl < 20) return 'LO';
  return unit === 'mmol/L' ? toStep(glucoseMgDl / mgDlPerMmolL, 0.1) : Math.round(glucoseMgDl);
};

const encodePressure = (mmHg: number, unit: string): number =>
  unit === 'kPa' ? toStep(mmHg / mmHgPerKPa, 0.1) : Math.round(mmHg);

export const topicOf = (deviceId: string, channel: Kind | 'status'): string =>
  `vigil/v1/${deviceId}/${channel}`;

/** A device as it sends: which unit it measures in and which it names, and what its clock shows at an instant. */
export type Sender = {
  readonly deviceId: string;
  readonly unit: string;
  /** the unit it names, where that is another one */
  readonly label?: string;
  readonly clockAt?: (at: number) => number;
};

const payloadOf = (
  taken: Taken,
  measured: string,
  unit: string,
  measuredAt: string,
  seq: number,
): NativePayload => {
  switch (taken.kind) {
    case 'blood-pressure': {
      const systolic = encodePressure(taken.systolicMmHg, measured);
      const diastolic = encodePressure(taken.diastolicMmHg, measured);
      return { measuredAt, systolic, diastolic, pulse: Math.round(taken.pulsePerMin), unit, seq };
    }
    case 'glucose':
      return { measuredAt, value: encodeGlucose(taken.glucoseMgDl, measured), unit, meal: taken.meal, seq };
    case 'weight': {
      const isPounds = measured === '[lb_av]';
      const value = isPounds ? toStep(taken.weightKg / kgPerLb, 0.2) : toStep(taken.weightKg, 0.1);
      return { measuredAt, value, unit, seq };
    }
  }
};

/** What the device sends, rounded the way devices do: whole mmHg and mg/dL, 0.1 kPa, mmol/L and kg, 0.2 lb. */
export const messageOf = (
  { deviceId, unit, label = unit, clockAt }: Sender,
  taken: Taken,
  timeZone: string,
  seq: number,
): MessageOf<NativePayload> => {
  const measuredAt = clockOf(timeZone).iso(clockAt ? clockAt(taken.at) : taken.at);
  const payload = payloadOf(taken, unit, label, measuredAt, seq);
  return { at: taken.at, topic: topicOf(deviceId, taken.kind), payload };
};

export const statusOf = (deviceId: string, at: number, battery: number): MessageOf<StatusPayload> => ({
  at,
  topic: topicOf(deviceId, 'status'),
  payload: { battery },
});
