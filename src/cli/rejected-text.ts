import type { RejectedBody, RejectedGroupBody, RejectedMessageBody } from '../contract/ingest.ts';

/** what a device sent must not steer the terminal */
const harmless = (text: string): string => text.replace(/[^\P{C}\n\t]/gu, '\ufffd');

export const messageLine = (m: RejectedBody): string =>
  harmless(
    `${m.id}  ${m.lastReceivedAt}  ${String(m.times).padStart(5)}×  ${m.reason.padEnd(15)}  ${m.field ?? '-'}  ${m.topic}`,
  );

export const groupText = (g: RejectedGroupBody): string =>
  harmless(
    `${g.key}  ${g.reason} ${g.field ?? ''}, ${g.channel ?? 'no channel'}: ${g.messages} messages of ${g.devices} devices, ${g.times} times, last ${g.lastReceivedAt}\n${' '.repeat(24)}${g.remedy}`,
  );

export const outcomeText = (m: RejectedBody): string => {
  if (m.state === 'waiting') return `${m.id} still waits: ${m.reason} ${m.field ?? ''}; ${m.remedy}`;
  return `${m.id} ${m.state}${m.replayOutcome === null ? '' : `: ${m.replayOutcome}`}`;
};

export const wholeText = (m: RejectedMessageBody): string => {
  const { text, base64, ...about } = m;
  const lines = Object.entries(about).map(([name, value]) => `${name.padEnd(16)} ${value ?? '-'}`);
  return harmless([...lines, '', text ?? `base64 ${base64}`].join('\n'));
};

export const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${String(count).padStart(8)}  ${name}`)
    .join('\n');
