import { appendFileSync } from 'node:fs';

export type FaultLine = {
  readonly fault: string;
  /** how often it was done */
  readonly times: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly lost: number;
  readonly alerts: number;
  readonly alertsEqual: boolean;
};

/** Adds a line to the file that VIGIL_FAULTS_OUT names, if it names one. */
export const recordFault = (line: FaultLine): void => {
  const file = process.env.VIGIL_FAULTS_OUT;
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
};
