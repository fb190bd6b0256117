import { eq, isNotNull } from 'drizzle-orm';
import type { HeardDevice } from '../../attendance/outage.ts';
import type { Store } from '../../db/open.ts';
import type { Directory } from '../../roster/directory.ts';
import { type GatewaySpan, gatewaySpans, heardTimes, type SilentSpan } from '../driver-gateways.ts';
import type { Step } from '../driver-intake.ts';

type Behind = { readonly gateway: string; readonly perWeek: number };
/** By device, the gateway through which it sends and how often it is expected to. */
export type GatewayOf = ReadonlyMap<string, Behind>;

export const readGateways = async ({ reader, t }: Pick<Store, 'reader' | 't'>): Promise<GatewayOf> => {
  const { id, gateway } = t.device;
  const { deviceId, perWeek } = t.assignment;
  const rows = await reader
    .select({ id, gateway, perWeek })
    .from(t.device)
    .innerJoin(t.assignment, eq(deviceId, id))
    .where(isNotNull(gateway));
  return new Map(
    [...Map.groupBy(rows, row => row.id)].map(([device, its]) => [
      device,
      { gateway: its[0]?.gateway ?? '', perWeek: Math.max(...its.map(row => row.perWeek)) },
    ]),
  );
};

type Enrolled = { readonly directory: Pick<Directory, 'assignmentsOf'>; readonly gatewayOf: GatewayOf };
type Time = { readonly startAt: number; readonly endAt: number };

const devicesBehind = (
  { directory, gatewayOf }: Enrolled,
  heard: ReadonlyMap<string, readonly number[]>,
): ReadonlyMap<string, readonly HeardDevice[]> => {
  const devices = [...heard].flatMap(([deviceId, heardAt]) => {
    const behind = gatewayOf.get(deviceId);
    if (!behind) return [];
    const held = directory.assignmentsOf(deviceId) ?? [];
    return [{ ...behind, deviceId, patientIds: [...new Set(held.map(a => a.patientId))], heardAt }];
  });
  return Map.groupBy(devices, device => device.gateway);
};

/**
 * For whom which gateways were silent, and when, from the steps of all who share them: as the service says it, of the
 * kinds of device that a patient holds behind the gateway.
 */
export const silentSpans = (
  enrolled: Enrolled,
  steps: ReadonlyMap<string, readonly Step[]>,
  { startAt, endAt }: Time,
): ReadonlyMap<string, readonly SilentSpan[]> => {
  const byPatient = new Map<string, SilentSpan[]>();
  const tell = (device: HeardDevice, spans: readonly GatewaySpan[]): void => {
    for (const { patientId, kind, untilAt } of enrolled.directory.assignmentsOf(device.deviceId) ?? []) {
      if (untilAt !== null) continue;
      const known = byPatient.get(patientId) ?? [];
      byPatient.set(patientId, [...known, ...spans.map(span => ({ ...span, kind }))]);
    }
  };
  for (const [gateway, devices] of devicesBehind(enrolled, heardTimes(steps.values()))) {
    const spans = gatewaySpans(gateway, devices, startAt, endAt);
    for (const device of devices) tell(device, spans);
  }
  return byPatient;
};
