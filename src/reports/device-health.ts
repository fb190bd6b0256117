import type { DeviceHealthBody } from '../contract/reports.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Directory } from '../roster/directory.ts';
import type { Programs } from '../roster/in-programs.ts';
import { type HeldDevice, heldDevices, rejectedByDay } from './device-health-load.ts';
import { programsOf, type ReportDeps, type SpanQuery, spanBody, spanOf } from './span.ts';

/** As the rule on batteries ships. */
const lowPercent = 15;
const listed = 100;

/** Convention: the rules on silence call on the patient; a device is looked after once three readings in a row are due. */
const silentGaps = 3;
const leastSilentMs = 3 * dayMs;
const silentAfter = 'not heard for three times the usual time between readings, and for 3 days at least';

const silentMs = ({ perWeek }: HeldDevice): number =>
  Math.max(leastSilentMs, (silentGaps * 7 * dayMs) / Math.max(perWeek, 0.01));

/** Whether a device has not been heard for so long, counted from when it was given at the earliest. Pure. */
export const isSilent = (device: HeldDevice, now: number): boolean =>
  now - Math.max(device.lastHeardAt ?? 0, device.heldSince) > silentMs(device);

const listOf = (devices: readonly HeldDevice[]) => ({
  count: devices.length,
  devices: devices
    .slice(0, listed)
    .map(({ deviceId, kind, patientId, gateway, lastHeardAt, batteryPercent }) => ({
      ...{ deviceId, kind, patientId, gateway, batteryPercent },
      lastHeardAt: lastHeardAt === null ? null : new Date(lastHeardAt).toISOString(),
    })),
});

const healthOf = (held: readonly HeldDevice[], now: number) => {
  const low = held.filter(d => d.batteryPercent !== null && d.batteryPercent <= lowPercent);
  return {
    held: held.length,
    silent: listOf(
      held.filter(d => isSilent(d, now)).sort((a, b) => (a.lastHeardAt ?? 0) - (b.lastHeardAt ?? 0)),
    ),
    batteryLow: listOf(low.sort((a, b) => (a.batteryPercent ?? 0) - (b.batteryPercent ?? 0))),
    clockWrong: listOf(held.filter(d => d.isClockWrong)),
  };
};

/** Which devices ail, and what came that is no reading. @throws AppError bad-request, not-found */
export const readDeviceHealth = async (
  deps: ReportDeps,
  directory: Pick<Directory, 'patient'>,
  query: SpanQuery,
  programs: Programs,
  now: number,
): Promise<DeviceHealthBody> => {
  const span = spanOf(query, now);
  const asked = await programsOf(deps, query.program, programs);
  const held = await heldDevices(
    deps,
    directory,
    asked.map(program => program.id),
    now,
  );
  const byProgram = Map.groupBy(held, device => device.programId);
  return {
    ...{ asOf: new Date(now).toISOString(), ...spanBody(span), silentAfter },
    programs: asked.map(({ id, name }) => ({ program: id, name, ...healthOf(byProgram.get(id) ?? [], now) })),
    rejected: await rejectedByDay(deps, span),
  };
};
