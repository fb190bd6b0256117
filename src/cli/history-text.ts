import type { Backfilled } from '../readings/history/backfill.ts';
import type { HistoryStatus } from '../readings/history/status.ts';
import type { Difference, Verdict } from '../readings/history/verify.ts';

export const backfillText = (done: Backfilled): string =>
  [
    `patients  ${done.patients}${done.before > 0 ? `, after ${done.before} of an earlier run` : ''}`,
    `readings  ${done.readings}`,
    `written   ${done.written}, cleared ${done.cleared}, refused ${done.refused}`,
    done.finished ? 'all is filled in' : 'stopped: run it again to go on',
  ].join('\n');

const listed = (what: string, ids: readonly string[]): string[] =>
  ids.length === 0 ? [] : [`           ${what} ${ids.join(' ')}`];

const differenceText = ({ patientId, kind, month, stored, influx, ...ids }: Difference): string =>
  [
    `DIFFERS    ${patientId} ${kind} ${month}: ${stored.readings} stored (${stored.checksum}), ${influx.readings} in InfluxDB (${influx.checksum})`,
    ...listed('missing  ', ids.missing),
    ...listed('different', ids.different),
    ...listed('extra    ', ids.extra),
  ].join('\n');

export const verdictText = (verdict: Verdict): string =>
  [
    `patients   ${verdict.patients}, ${verdict.compared} kinds and months compared`,
    `readings   ${verdict.stored} stored, ${verdict.influx} in InfluxDB`,
    `waiting    ${verdict.waiting} in the queue, not compared`,
    `pruned     ${verdict.prunedBefore === null ? 'nothing' : `before ${verdict.prunedBefore}: only InfluxDB has what the store lacks`}`,
    ...verdict.differences.map(differenceText),
    ...(verdict.more > 0 ? [`DIFFERS    and ${verdict.more} more`] : []),
    ...(verdict.ok ? ['both say the same'] : []),
  ].join('\n');

export const statusText = (status: HistoryStatus): string =>
  [
    `forwarding  ${status.queuedSince === null ? 'no: the service was not started with INFLUX_URL' : `since ${status.queuedSince}`}`,
    `waiting     ${status.waiting}${status.oldestAt === null ? '' : `, the oldest since ${status.oldestAt}`}`,
    `refused     ${status.refused.map(one => `${one.readings} ${one.reason}`).join(', ') || 'nothing'}`,
    `pruned      ${status.prunedBefore === null ? 'nothing' : `before ${status.prunedBefore}`}`,
    `InfluxDB    ${status.influx}`,
  ].join('\n');
