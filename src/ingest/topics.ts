/** `vigil/v1/{deviceId}/{channel}`; nothing else is read from a topic, and no patient data may be in it. */
export type Topic = { readonly deviceId: string; readonly channel: string };

const pattern = /^vigil\/v1\/([A-Za-z0-9._:-]{1,64})\/([a-z0-9-]{1,32})$/;

export const parseTopic = (topic: string): Topic | null => {
  const [, deviceId, channel] = pattern.exec(topic) ?? [];
  return deviceId !== undefined && channel !== undefined ? { deviceId, channel } : null;
};

export const topicOf = (deviceId: string, channel: string): string => `vigil/v1/${deviceId}/${channel}`;

/** Where an outside broker is tried for keeping what it is given; no reading ever comes here. */
export const probeTopic = (clientId: string): string => `vigil/probe/${clientId}`;
