import { readFileSync } from 'node:fs';
import type { FaultLine } from './record.ts';

/** Prints the file that VIGIL_FAULTS_OUT named as a table: node tests/faults/table.ts FILE */
const lines = readFileSync(process.argv[2] ?? '', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map(line => JSON.parse(line) as FaultLine);

const rows = lines.map(
  ({ fault, times, acknowledged, stored, lost, alerts, alertsEqual }) =>
    `| ${fault} | ${times} | ${acknowledged} | ${stored} | ${lost} | ${alerts} | ${alertsEqual ? 'yes' : 'no'} |`,
);
const head = '| fault | times | acknowledged | stored | lost | alerts | same alerts |';
process.stdout.write(`${[head, '| --- | --- | --- | --- | --- | --- | --- |', ...rows].join('\n')}\n`);
