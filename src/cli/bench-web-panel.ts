import { dayMs, minuteMs } from '../domain/local-day.ts';

const days = 14;

/** What its 14 days of readings end in: a line on the worklist that a nurse may close as a matter of routine. */
const devices = [
  {
    program: 'diabetes',
    device: 'meter',
    kind: 'glucose',
    on: (day: number) => ({ value: day === 0 ? 65 : 120 + 2 * day, unit: 'mg/dL' }),
  },
  {
    program: 'heart-failure',
    device: 'scale',
    kind: 'weight',
    on: (day: number) => ({ value: day > 1 ? 80 + 0.1 * (day % 3) : 83.2 - 0.2 * day, unit: 'kg' }),
  },
] as const;

const deviceOf = (n: number) => devices[n % devices.length] ?? devices[0];

const header = 'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek,phone';

/** Patients Line0… who will each stand on the worklist, and Fresh0… of whom nothing has come yet. */
export const benchPanel = (lines: number, fresh: number): string =>
  [
    header,
    ...Array.from({ length: lines }, (_, n) => {
      const { program, device, kind } = deviceOf(n);
      return `L${n},Line${n},Ann,1950-01-02,female,America/New_York,${program},${device}-${n},${kind},7,+1-212-555-0100`;
    }),
    ...Array.from(
      { length: fresh },
      (_, n) =>
        `F${n},Fresh${n},Ann,1950-01-02,female,America/New_York,diabetes,fresh-${n},glucose,7,+1-212-555-0100`,
    ),
  ].join('\n');

/** Fourteen days of each Line patient's readings until `endAt`, the oldest first. */
export function* benchHistory(lines: number, endAt: number) {
  for (let day = days - 1; day >= 0; day -= 1) {
    for (let n = 0; n < lines; n += 1) {
      const { device, kind, on } = deviceOf(n);
      const measuredAt = endAt - day * dayMs - minuteMs - n;
      yield {
        topic: `vigil/v1/${device}-${n}/${kind}`,
        payload: JSON.stringify({ measuredAt, ...on(day) }),
        at: measuredAt,
        isLast: day === 0,
      };
    }
  }
}

/** The meter of a Fresh patient shows LO: one reading is enough for a critical alert. */
export const criticalReading = (n: number) => ({
  topic: `vigil/v1/fresh-${n}/glucose`,
  payload: JSON.stringify({ value: 'LO', unit: 'mg/dL' }),
  name: `Fresh${n}, Ann`,
});
