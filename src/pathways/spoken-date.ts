import { dayMs, localDay } from '../domain/local-day.ts';

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `26 November` for a local day, as titles of tasks write it. */
export const dayAndMonth = (day: number): string => {
  const date = new Date(day * dayMs);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
};

export const dateIn = (at: number, timeZone: string): string => dayAndMonth(localDay(at, timeZone));
