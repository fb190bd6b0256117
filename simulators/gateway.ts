import { dayMs, minuteMs } from '../src/domain/local-day.ts';
import { nuisances, patientsPerGateway } from './mix.ts';
import type { Nuisance } from './nuisance.ts';
import { randomOf } from './random.ts';
import { drawSpells, type Spell } from './spells.ts';

const numberOf = (index: number): number => Math.floor(index / patientsPerGateway) + 1;

/** Neighbours in the roster share a gateway. */
export const gatewayOf = (index: number): string => `sim-gateway-${String(numberOf(index)).padStart(2, '0')}`;

type Owner = { readonly seed: string | number; readonly index: number; readonly key: string };

/** The outages of a patient's gateway that the patient's own devices are part of. */
export const drawOutages = ({ seed, index, key }: Owner, during: Spell): readonly Nuisance[] => {
  const { perGatewayYear, days, share, lost } = nuisances.gatewayOutage;
  const random = randomOf(`${seed}/gateway/${numberOf(index)}`);
  const outages = drawSpells(during, perGatewayYear, random, at => {
    const from = Math.floor(at / minuteMs) * minuteMs;
    const lastsMs = Math.floor((random.between(...days) * dayMs) / minuteMs) * minuteMs;
    return { from, to: from + lastsMs, share: random.between(...share), isLost: random.chance(lost) };
  });
  return outages.flatMap(({ from, to, share: hit, isLost }, n) =>
    randomOf(`${key}/outage/${n}`).chance(hit) ? [{ is: 'gateway-outage' as const, from, to, isLost }] : [],
  );
};
