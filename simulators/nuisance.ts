import { dayMs, minuteMs } from '../src/domain/local-day.ts';
import { dueSilentDays, nuisances as mix, pressureNoise } from './mix.ts';
import type { Span } from './mix-rows.ts';
import type { SimulatedDevice } from './patient.ts';
import { type Random, randomOf } from './random.ts';
import { drawSpells, type Spell } from './spells.ts';

/** What disturbs readings without being a matter of health. */
export type Nuisance = Spell &
  (
    | { readonly is: 'holiday' }
    | { readonly is: 'travel'; readonly timeZone: string }
    | { readonly is: 'late-batch' }
    | { readonly is: 'gateway-outage'; readonly isLost: boolean }
    | { readonly is: 'clock-reset'; readonly deviceId: string; readonly year: number }
    | { readonly is: 'unit-switch'; readonly deviceId: string }
    | { readonly is: 'unit-mislabelled'; readonly deviceId: string }
    | { readonly is: 'other-person'; readonly deviceId: string; readonly weightKg: number }
    | {
        readonly is: 'device-swap';
        readonly deviceId: string;
        /** null: the new one goes by the old one's id */
        readonly newId: string | null;
        /** by how much the new one shows more, in kg or mmHg */
        readonly bias: number;
      }
  );

export type NuisanceName = Nuisance['is'];

export type Setting = {
  readonly key: string;
  readonly devices: readonly SimulatedDevice[];
  readonly timeZone: string;
  readonly housemateKg: number | null;
  readonly dryKg: number;
  readonly during: Spell;
};

const minute = (at: number): number => Math.floor(at / minuteMs) * minuteMs;

const lasting = (random: Random, from: number, [low, high]: Span): Spell => ({
  from: minute(from),
  to: minute(from + random.between(low, high) * dayMs),
});

const ofThePatient = ({ key, timeZone, during }: Setting): readonly Nuisance[] => {
  const { holiday, travel, lateBatch } = mix;
  const random = (name: string) => randomOf(`${key}/${name}`);
  const [resting, away, late] = [random('holiday'), random('travel'), random('late')];
  const zones = travel.zones.filter(zone => zone !== timeZone);
  return [
    ...drawSpells(during, holiday.perYear, resting, from => {
      const days = resting.chance(holiday.long) ? holiday.longDays : holiday.days;
      return { is: 'holiday' as const, ...lasting(resting, from, days) };
    }),
    ...drawSpells(during, travel.perYear, away, from => {
      const spell = lasting(away, from, travel.days);
      return { is: 'travel' as const, ...spell, timeZone: away.pick(zones) };
    }),
    ...drawSpells(during, lateBatch.perYear, late, from => {
      return { is: 'late-batch' as const, ...lasting(late, from, lateBatch.days) };
    }),
  ];
};

const ofTheScale = ({ key, during, housemateKg, dryKg }: Setting, deviceId: string): readonly Nuisance[] => {
  const { perYear, days, visitorPerYear, visitorKg } = mix.otherPerson;
  const [home, guests] = [randomOf(`${key}/housemate`), randomOf(`${key}/visitors`)];
  const other = (random: Random, from: number, weightKg: number): Nuisance => {
    return { is: 'other-person', deviceId, weightKg, ...lasting(random, from, days) };
  };
  const visitor = () => dryKg + guests.between(...visitorKg) * (guests.chance(0.5) ? -1 : 1);
  return [
    ...(housemateKg === null
      ? []
      : drawSpells(during, perYear, home, from => other(home, from, housemateKg))),
    ...drawSpells(during, visitorPerYear, guests, from => other(guests, from, visitor())),
  ];
};

const biasSd = { 'blood-pressure': pressureNoise.biasMmHg, weight: mix.deviceSwap.scaleBiasKg, glucose: 0 };

/** A device is swapped once at most. */
const swapOf = (
  { during }: Setting,
  { deviceId, kind }: SimulatedDevice,
  random: Random,
): readonly Nuisance[] => {
  const { perDeviceYear, newId } = mix.deviceSwap;
  return drawSpells(during, perDeviceYear, random, from => ({
    is: 'device-swap' as const,
    deviceId,
    newId: random.chance(newId) ? `${deviceId}-2` : null,
    bias: random.normal(0, biasSd[kind]),
    from: minute(from),
    to: Number.POSITIVE_INFINITY,
  })).slice(0, 1);
};

const ofTheDevice = (setting: Setting, device: SimulatedDevice): readonly Nuisance[] => {
  const { clockReset, unitSwitch, unitMislabelled } = mix;
  const { deviceId, kind } = device;
  const random = (name: string) => randomOf(`${setting.key}/${kind}/${name}`);
  const [clock, unit, label] = [random('clock'), random('unit'), random('label')];
  return [
    ...drawSpells(setting.during, clockReset.perDeviceYear, clock, from => {
      const spell = lasting(clock, from, clockReset.days);
      return { is: 'clock-reset' as const, deviceId, ...spell, year: clock.pick(clockReset.years) };
    }),
    ...drawSpells(setting.during, kind === 'blood-pressure' ? 0 : unitSwitch.perDeviceYear, unit, from => {
      return { is: 'unit-switch' as const, deviceId, ...lasting(unit, from, unitSwitch.days) };
    }),
    ...drawSpells(setting.during, kind === 'weight' ? unitMislabelled.perDeviceYear : 0, label, from => {
      return { is: 'unit-mislabelled' as const, deviceId, ...lasting(label, from, unitMislabelled.days) };
    }),
    ...swapOf(setting, device, random('swap')),
    ...(kind === 'weight' ? ofTheScale(setting, deviceId) : []),
  ];
};

export const drawNuisances = (setting: Setting): readonly Nuisance[] => [
  ...ofThePatient(setting),
  ...setting.devices.flatMap(device => ofTheDevice(setting, device)),
];

/** Nothing comes any more from some days before an instant. */
export const silentTowards = (dueAt: number, key: string): Nuisance => {
  const from = dueAt - randomOf(`${key}/silent`).between(...dueSilentDays) * dayMs;
  return { is: 'holiday', from: minute(from), to: minute(dueAt + 10 * dayMs) };
};
