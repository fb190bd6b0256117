import { hourMs, isoLocal } from '../src/domain/local-day.ts';
import { rosterHeader } from './roster.ts';

const timeZone = 'America/New_York';
const cuff = 'sim-home-cuff';
const gateway = 'sim-gateway-01';

/** A couple with one cuff and no user slots on it. */
export const coupleCsv = (): string =>
  [
    [...rosterHeader, 'caregiver', 'caregiverPhone', 'caregiverConsent'].join(','),
    `SIM-A,Lindqvist,Maria,1944-05-02,female,${timeZone},heart-failure,${cuff},blood-pressure,7,+1-617-555-0171,,71.5,beta-blocker,${gateway},Eva Lindqvist,+1-617-555-0173,yes`,
    `SIM-B,Lindqvist,Erik,1942-11-12,male,${timeZone},hypertension,${cuff},blood-pressure,7,+1-617-555-0171,,,,${gateway},Eva Lindqvist,+1-617-555-0173,no`,
    '',
  ].join('\n');

/** A message as a device sent it, whatever it is. */
export type Odd = { readonly at: number; readonly topic: string; readonly payload: string };

type Devices = { readonly cuff: string; readonly scale: string; readonly meter: string };

/**
 * What real programs meet every week, in the hours before `endAt`: readings of a shared cuff that may be either's (one
 * severe), values that no rule may judge, a device nobody registered, and payloads that are no reading.
 */
export const oddMessages = (devices: Devices, endAt: number): readonly Odd[] => {
  const sent = (hoursAgo: number, deviceId: string, channel: string, payload: unknown): Odd => {
    const at = endAt - hoursAgo * hourMs;
    const topic = `vigil/v1/${deviceId}/${channel}`;
    if (typeof payload === 'string') return { at, topic, payload };
    const measuredAt = isoLocal(at, timeZone);
    return { at, topic, payload: JSON.stringify({ measuredAt, ...(payload as object) }) };
  };
  const pressure = (systolic: number, diastolic: number) => ({
    systolic,
    diastolic,
    pulse: 74,
    unit: 'mm[Hg]',
  });
  return [
    sent(5, cuff, 'blood-pressure', pressure(141, 82)),
    sent(4, devices.cuff, 'blood-pressure', pressure(82, 141)),
    sent(3.5, 'sim-new-cuff', 'blood-pressure', pressure(138, 84)),
    sent(3, devices.scale, 'weight', { value: 3.2, unit: 'kg' }),
    sent(2.5, devices.scale, 'weight', { value: 81.4 }),
    sent(2, devices.meter, 'glucose', { value: '5,6', unit: 'mmol/L' }),
    sent(1.5, 'sim-new-cuff', 'blood-pressure', pressure(142, 86)),
    sent(1.2, devices.meter, 'glucose', '{"value":6.1,'),
    sent(1, cuff, 'blood-pressure', pressure(196, 108)),
  ];
};
