import { and, count, countDistinct, eq, isNull, max, min, type SQL, sum } from 'drizzle-orm';
import type { RejectedGroupBody } from '../contract/ingest.ts';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';
import { digest } from '../ids.ts';
import { type Reach, withinReach } from './rejected-reach.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** What messages of one group have in common: one fix, or one decision, serves them all. */
type Common = Pick<RejectedGroupBody, 'reason' | 'channel' | 'field' | 'remedy'>;

const keyOf = ({ reason, channel, field, remedy }: Common): string =>
  digest(JSON.stringify([reason, channel, field, remedy]));

/** Messages that wait, grouped by what is wrong with them; the group that came last first. */
export const listRejectedGroups = async (
  { reader, t }: Deps,
  reach: Reach = null,
): Promise<{ items: RejectedGroupBody[]; next: null }> => {
  const { reason, channel, field, remedy, id, times, deviceId, firstReceivedAt, lastReceivedAt, state } =
    t.rejectedMessage;
  const rows = await reader
    .select({
      reason,
      channel,
      field,
      remedy,
      messages: count(),
      times: sum(times),
      devices: countDistinct(deviceId),
      firstAt: min(firstReceivedAt),
      lastAt: max(lastReceivedAt),
      exampleId: max(id),
    })
    .from(t.rejectedMessage)
    .where(and(eq(state, 'waiting'), withinReach({ t }, reach)))
    .groupBy(reason, channel, field, remedy);
  const items = rows
    .sort((a, b) => Number(b.lastAt) - Number(a.lastAt))
    .map(({ firstAt, lastAt, exampleId, ...group }) => ({
      ...group,
      key: keyOf(group),
      times: Number(group.times),
      firstReceivedAt: new Date(Number(firstAt)).toISOString(),
      lastReceivedAt: new Date(Number(lastAt)).toISOString(),
      exampleId: String(exampleId),
    }));
  return { items, next: null };
};

/** Picks the messages of a group within reach, whatever their state. @throws AppError not-found when there are none */
export const inGroup = async (
  { reader, t }: Deps,
  key: string,
  reach: Reach = null,
): Promise<SQL | undefined> => {
  const { reason, channel, field, remedy } = t.rejectedMessage;
  const within = withinReach({ t }, reach);
  const groups = await reader
    .selectDistinct({ reason, channel, field, remedy })
    .from(t.rejectedMessage)
    .where(within);
  const group = groups.find(one => keyOf(one) === key);
  if (!group)
    throw new AppError('not-found', 'there is no such group of rejected messages', {
      field: 'group',
      remedy: 'take a key from GET /api/v1/rejected/groups',
    });
  return and(
    eq(reason, group.reason),
    group.channel === null ? isNull(channel) : eq(channel, group.channel),
    group.field === null ? isNull(field) : eq(field, group.field),
    eq(remedy, group.remedy),
    within,
  );
};
