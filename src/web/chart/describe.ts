import type { ReadingBody } from '../../contract/readings.ts';
import { shown } from '../../domain/units.ts';
import { text } from '../strings.ts';
import { glucoseText, type Units, weightText } from './units.ts';

/** The value in the units of whoever looks: `142/88 mmHg, pulse 71`, `5.6 mmol/L`, `HI`, `178.1 lb`. */
export const describeValue = (reading: ReadingBody, units: Units): string => {
  const { kind, systolicMmHg, diastolicMmHg, pulsePerMin, weightKg, glucoseMgDl, outOfRange } = reading;
  if (kind === 'blood-pressure') {
    const pulse = typeof pulsePerMin === 'number' ? `, pulse ${shown(pulsePerMin, 0)}` : '';
    return `${shown(systolicMmHg ?? Number.NaN, 0)}/${shown(diastolicMmHg ?? Number.NaN, 0)} mmHg${pulse}`;
  }
  if (kind === 'weight') return weightText(weightKg ?? Number.NaN, units);
  const meal = reading.meal ? `, ${reading.meal}` : '';
  const value = typeof glucoseMgDl === 'number' ? glucoseText(glucoseMgDl, units) : (outOfRange ?? text.none);
  return `${value}${meal}`;
};

const unitNames: Readonly<Record<string, string>> = { '[lb_av]': 'lb', 'mm[Hg]': 'mmHg' };

/** What the device itself said, before any conversion. */
export const describeSent = ({ sent }: ReadingBody): string => {
  const values = Object.values(sent.values).filter(value => ['number', 'string'].includes(typeof value));
  const unit = sent.unit === null ? '' : (unitNames[sent.unit] ?? sent.unit);
  return `${values.join(' / ')} ${unit}`.trim();
};

export const describeFlags = (reading: ReadingBody): string =>
  [
    ...(reading.suspect === null ? [] : [text.table.suspect(reading.suspect)]),
    ...reading.flags.map(flag => text.table.flag[flag]),
    ...(reading.mode === 'history' ? [text.table.history] : []),
  ].join(', ');
