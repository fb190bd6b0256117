import { formatTime, minuteMs } from './times.ts';

const isoTime = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** The instants that the server names, as our clock tells them; `up` where it must be over by then. */
export const spokenTimes = (words: string, round: 'down' | 'up' = 'down'): string =>
  words.replaceAll(isoTime, iso => {
    const at = Date.parse(iso);
    return formatTime(round === 'up' ? Math.ceil(at / minuteMs) * minuteMs : at, 'clock');
  });
