import type { Measurement, Sent } from '../../domain/reading.ts';
import { meals, modes } from '../../domain/reading.ts';
import { bloodPressureUnits, glucoseUnits, toKg, toMgDl, toMmHg, weightUnits } from '../../domain/units.ts';
import type { Decode, Decoded, Rejection } from './decoded.ts';
import {
  choiceField,
  type Field,
  labelField,
  numberField,
  optionalNumberField,
  unitField,
} from './fields.ts';
import { measuredAtField } from './time.ts';

type Payload = Readonly<Record<string, unknown>>;
type Measured = { readonly measurement: Measurement; readonly sent: Sent };

const rejected = ({ reason, field, remedy }: Rejection): Decoded => ({
  is: 'rejected',
  reason,
  field,
  remedy,
});

/** `{"systolic":142,"diastolic":88,"pulse":71,"unit":"mm[Hg]"}`: mm[Hg] or kPa, pulse per minute, optional. */
const bloodPressure = (payload: Payload): Field<Measured> => {
  const unit = unitField(payload, bloodPressureUnits);
  if (!unit.ok) return unit;
  const systolic = numberField(payload, 'systolic', '142');
  if (!systolic.ok) return systolic;
  const diastolic = numberField(payload, 'diastolic', '88');
  if (!diastolic.ok) return diastolic;
  const pulse = optionalNumberField(payload, 'pulse', '71');
  if (!pulse.ok) return pulse;
  const measurement: Measurement = {
    kind: 'blood-pressure',
    systolicMmHg: toMmHg(systolic.value, unit.value),
    diastolicMmHg: toMmHg(diastolic.value, unit.value),
    pulsePerMin: pulse.value,
  };
  const { systolic: s, diastolic: d, pulse: p = null } = payload;
  return {
    ok: true,
    value: { measurement, sent: { unit: unit.value, values: { systolic: s, diastolic: d, pulse: p } } },
  };
};

const outOfRange = (value: unknown): 'HI' | 'LO' | null => {
  const word = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return word === 'HI' || word === 'LO' ? word : null;
};

/** `{"value":5.6,"unit":"mmol/L","meal":"fasting"}`: mg/dL or mmol/L; "HI" or "LO" when the meter was out of range. */
const glucose = (payload: Payload): Field<Measured> => {
  const beyond = outOfRange(payload.value);
  const unit = unitField(payload, glucoseUnits);
  if (!unit.ok && !(beyond && unit.reason === 'unit-missing')) return unit;
  const value = beyond
    ? ({ ok: true, value: null } as const)
    : numberField(payload, 'value', '5.6, or "HI" or "LO"');
  if (!value.ok) return value;
  const meal = choiceField(payload, 'meal', meals);
  const sentUnit = unit.ok ? unit.value : null;
  const measurement: Measurement = {
    kind: 'glucose',
    glucoseMgDl: value.value === null || sentUnit === null ? null : toMgDl(value.value, sentUnit),
    outOfRange: beyond,
    // a label this version does not know costs the label, never the reading
    meal: meal.ok ? meal.value : null,
    shown: value.value,
  };
  const { value: sentValue, meal: sentMeal = null } = payload;
  return {
    ok: true,
    value: { measurement, sent: { unit: sentUnit, values: { value: sentValue, meal: sentMeal } } },
  };
};

/** `{"value":178.2,"unit":"[lb_av]"}`: kg, g or [lb_av]. */
const weight = (payload: Payload): Field<Measured> => {
  const unit = unitField(payload, weightUnits);
  if (!unit.ok) return unit;
  const value = numberField(payload, 'value', '80.4');
  if (!value.ok) return value;
  const measurement: Measurement = { kind: 'weight', weightKg: toKg(value.value, unit.value) };
  return {
    ok: true,
    value: { measurement, sent: { unit: unit.value, values: { value: payload.value } } },
  };
};

const readingOf =
  (measure: (payload: Payload) => Field<Measured>): Decode =>
  payload => {
    const measured = measure(payload);
    if (!measured.ok) return rejected(measured);
    const claim = measuredAtField(payload);
    if (!claim.ok) return rejected(claim);
    const slot = labelField(payload, 'slot');
    if (!slot.ok) return rejected(slot);
    const seq = labelField(payload, 'seq');
    if (!seq.ok) return rejected(seq);
    const mode = choiceField(payload, 'mode', modes);
    if (!mode.ok) return rejected(mode);
    return {
      is: 'reading',
      reading: {
        ...measured.value,
        slot: slot.value,
        seq: seq.value,
        measuredAtSent: claim.value.sent,
        claimedAt: claim.value.at,
        mode: mode.value,
      },
    };
  };

/** `{"battery":83}` in per cent, optional; whatever else a device says of itself is kept as it is. */
const status: Decode = payload => {
  const battery = optionalNumberField(payload, 'battery', '83');
  return battery.ok ? { is: 'status', batteryPercent: battery.value, status: payload } : rejected(battery);
};

/** Native JSON, by channel. */
export const native: Readonly<Record<string, Decode>> = {
  'blood-pressure': readingOf(bloodPressure),
  glucose: readingOf(glucose),
  weight: readingOf(weight),
  status,
};
