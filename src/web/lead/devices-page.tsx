import type { DeviceHealthBody } from '../../contract/reports.ts';
import { Button } from '../kit/button.tsx';
import { withQuery } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { usePages } from '../shell/use-pages.ts';
import { leadWords } from '../strings/lead.ts';
import { listWords } from '../strings/lists.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { WithBar } from './bar.tsx';
import { scaleOf } from './figures.ts';
import { type FigureColumn, FiguresTable } from './figures-table.tsx';
import { byReason, type RejectedReason } from './rejected-reasons.ts';
import { useSpan } from './report-filters.tsx';
import { SpanFrame } from './span-frame.tsx';
import { useReport } from './use-report.ts';

const { devices: words } = leadWords;

type Program = DeviceHealthBody['programs'][number];
type Listed = Program['silent'];
type Device = Listed['devices'][number];

const columns: readonly FigureColumn<Device>[] = [
  { id: 'device', title: words.columns.device, cell: ({ deviceId }) => deviceId },
  {
    id: 'kind',
    title: words.columns.kind,
    cell: ({ kind }) => (kind in text.kinds ? text.kinds[kind as keyof typeof text.kinds] : kind),
  },
  { id: 'gateway', title: words.columns.gateway, cell: ({ gateway }) => gateway ?? leadWords.none },
  {
    id: 'heard',
    title: words.columns.heard,
    cell: ({ lastHeardAt }) => (lastHeardAt === null ? words.notHeard : formatTime(lastHeardAt, 'dayTime')),
  },
  {
    id: 'battery',
    title: words.columns.battery,
    isNumber: true,
    cell: ({ batteryPercent }) =>
      batteryPercent === null ? leadWords.none : words.battery(Math.round(batteryPercent)),
  },
];

const DeviceList = ({ name, list }: { readonly name: string; readonly list: Listed }) => (
  <details open={list.count > 0 && list.count <= 10}>
    <summary>{words.count(name, list.count)}</summary>
    <FiguresTable
      caption={name}
      isCaptionHidden
      columns={columns}
      rows={list.devices}
      idOf={device => device.deviceId}
      empty={words.never}
    />
    {list.count > list.devices.length && (
      <p className="muted small">{words.first(list.devices.length, list.count)}</p>
    )}
  </details>
);

const ofProgram = (program: Program) => (
  <section key={program.program} className="report-section" aria-label={program.name}>
    <h3>{program.name}</h3>
    <p className="muted">{words.held(program.held)}</p>
    <DeviceList name={words.silent} list={program.silent} />
    <DeviceList name={words.batteryLow} list={program.batteryLow} />
    <DeviceList name={words.clockWrong} list={program.clockWrong} />
  </section>
);

const Rejected = ({ rejected }: { readonly rejected: DeviceHealthBody['rejected'] }) => {
  const rows = byReason(rejected);
  const longest = scaleOf(rows.map(({ messages }) => messages));
  return (
    <FiguresTable<RejectedReason>
      caption={words.rejected}
      columns={[
        {
          id: 'reason',
          title: words.rejectedColumns.reason,
          cell: ({ reason }) => listWords.rejected.reasons[reason] ?? reason,
        },
        {
          id: 'messages',
          title: words.rejectedColumns.messages,
          cell: ({ messages }) => (
            <WithBar value={messages} max={longest}>
              {messages}
            </WithBar>
          ),
        },
        { id: 'waiting', title: words.rejectedColumns.waiting, isNumber: true, cell: row => row.waiting },
        {
          id: 'last',
          title: words.rejectedColumns.last,
          cell: row => formatTime(row.lastDay, 'date', 'UTC'),
        },
      ]}
      rows={rows}
      idOf={({ reason }) => reason}
      empty={words.rejectedNone}
    />
  );
};

/** Ways on to where something can be done about it, for those who may. */
const Ways = ({ desk }: { readonly desk: Desk }) => {
  const permitted = usePages().map(page => page.view);
  const way = (view: 'rejected' | 'technical', label: string) =>
    permitted.includes(view) && (
      <Button onPress={() => desk.go({ view, item: '', patient: '' })}>{label}</Button>
    );
  return (
    <div className="buttons">
      {way('rejected', words.toRejected)}
      {way('technical', words.toTechnical)}
    </div>
  );
};

/** Devices that may be why somebody is silent, and messages that became no reading. */
export const DevicesPage = ({ desk }: { readonly desk: Desk }) => {
  const span = useSpan(desk);
  const report = useReport<DeviceHealthBody>(withQuery('reports/device-health', span.query));
  const { value } = report;
  return (
    <SpanFrame desk={desk} span={span} words={words} report={report} asOf={value?.asOf ?? null}>
      <Ways desk={desk} />
      {value && (
        <>
          <section className="report-section">
            <Rejected rejected={value.rejected} />
          </section>
          {value.programs.map(ofProgram)}
        </>
      )}
    </SpanFrame>
  );
};
