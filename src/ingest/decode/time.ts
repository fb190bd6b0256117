import { bad, type Field } from './fields.ts';

export type Claim = { readonly sent: string | number | null; readonly at: number | null };

const isoWithOffset =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))$/;
const isoWithoutOffset = /^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/;
const integer = /^[+-]?\d+$/;

const field = 'measuredAt';
const remedy =
  'send measuredAt as ISO 8601 with an offset, such as 2026-11-23T07:00:00-05:00, or as epoch milliseconds, or leave it out';
const wrong = bad('time-wrong', field, remedy);
const noOffset = bad('time-wrong', field, `measuredAt has no offset from UTC; ${remedy}`);

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const parseIso = (text: string): number | null => {
  const match = isoWithOffset.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [, , , , , , , fraction = '', , sign, offsetHours = '0', offsetMinutes = '0'] = match;
  // a clock that was never set sends year 0: it is unset, not malformed
  if (year < 1970) return 0;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59 || Number(offsetHours) > 23 || Number(offsetMinutes) > 59)
    return null;
  const ms = Math.floor(Number(`0.${fraction || '0'}`) * 1000);
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return Date.UTC(year, month - 1, day, hour, minute, second, ms) - offset;
};

const fromEpoch = (sent: string | number, at: number): Field<Claim> =>
  Number.isFinite(at) ? { ok: true, value: { sent, at: Math.trunc(at) } } : wrong;

const fromText = (sent: string): Field<Claim> => {
  if (integer.test(sent)) return fromEpoch(sent, Number(sent));
  const at = parseIso(sent.trim());
  if (at !== null) return { ok: true, value: { sent, at } };
  return isoWithoutOffset.test(sent.trim()) ? noOffset : wrong;
};

/** When the device says it measured: ISO 8601 with an offset, epoch milliseconds (number or string), or absent. */
export const measuredAtField = (payload: Readonly<Record<string, unknown>>): Field<Claim> => {
  const sent = payload[field];
  if (sent === undefined || sent === null || sent === '')
    return { ok: true, value: { sent: null, at: null } };
  if (typeof sent === 'number') return fromEpoch(sent, sent);
  return typeof sent === 'string' ? fromText(sent) : wrong;
};
