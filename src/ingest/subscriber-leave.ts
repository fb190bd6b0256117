import { setTimeout as waited } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import type { Receiver } from './subscriber-receiver.ts';

const answerMs = 2_000;
const quietMs = 300;
const longestMs = 10_000;

/** A broker gives a message of these to one member of a group. */
export const sharedAmong = (filters: readonly string[]): string[] =>
  filters.filter(filter => filter.startsWith('$share/'));

/** What the broker had given to this member before it left still comes, until nothing has for a while. */
const untilQuiet = async (client: Pick<MqttClient, 'connected'>, receiver: Receiver): Promise<void> => {
  for (let left = longestMs / quietMs; left > 0 && client.connected; left -= 1) {
    const before = receiver.taken();
    await waited(quietMs);
    if (receiver.taken() === before && receiver.inHand() === 0) return;
  }
};

/**
 * Leaves the groups of shared subscriptions: a broker may go on giving a member that is away its share. Other
 * subscriptions stay, so that the broker keeps what comes meanwhile.
 */
export const leaveGroups = async (
  client: Pick<MqttClient, 'connected' | 'unsubscribeAsync'>,
  receiver: Receiver,
  filters: readonly string[],
): Promise<void> => {
  const shared = sharedAmong(filters);
  if (shared.length === 0 || !client.connected) return;
  const answered = client.unsubscribeAsync(shared).catch(() => undefined);
  await Promise.race([answered, waited(answerMs)]);
  await untilQuiet(client, receiver);
};
