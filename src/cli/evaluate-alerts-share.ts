import type { Message } from '../../simulators/message.ts';
import { simulatePatient } from '../../simulators/patient.ts';
import { panelStream } from '../../simulators/stream.ts';
import {
  type Group,
  type JudgedPatient,
  judgeShare,
  type ShareReport,
} from '../evaluation/judge-quality/judge-share.ts';
import { judgedSets } from '../evaluation/judge-quality/judged-sets.ts';
import type { JudgedStay } from '../evaluation/judge-quality/stays.ts';
import type { TrueEvent } from '../evaluation/judge-quality/truth.ts';
import type { Inbound } from '../ingest/understand.ts';
import type { Proposal } from '../rules/proposal.ts';
import { type Places, streamReader } from './evaluate-alerts-stream.ts';

export type StreamSource = {
  readonly is: 'stream';
  readonly file: string;
  readonly groups: readonly { readonly patients: readonly string[]; readonly places: Places }[];
};

export type SimulatedSource = {
  readonly is: 'simulated';
  readonly seed: number;
  readonly days: number;
  readonly startAt: number;
  /** patients by their number in the panel, from 0, those who share a gateway together */
  readonly groups: readonly (readonly number[])[];
};

/** One worker's patients. */
export type WorkerShare = {
  readonly roster: string;
  readonly truth: readonly TrueEvent[];
  readonly stays: readonly JudgedStay[];
  readonly startAt: number;
  readonly endAt: number;
  readonly proposal: Proposal | null;
  readonly withoutEach: boolean;
  readonly withCurve: boolean;
  readonly heldFrom: ReadonlyMap<string, number>;
  readonly source: StreamSource | SimulatedSource;
};

function* inboundOf(messages: Iterable<Message>): Generator<Inbound> {
  for (const { at, topic, payload } of messages)
    yield {
      source: 'mqtt',
      topic,
      payload: Buffer.from(JSON.stringify(payload)),
      receivedAt: at,
      mode: 'live',
    };
}

function* groupsOf(source: WorkerShare['source'], endAt: number, onGroup: () => void): Generator<Group> {
  if (source.is === 'simulated') {
    const { groups, ...panel } = source;
    for (const indices of groups) {
      onGroup();
      const simulated = indices.map(index => simulatePatient({ ...panel, index }));
      const messages = inboundOf(panelStream(simulated, source.startAt, endAt));
      yield { patients: simulated.map(s => s.patient), messages };
    }
    return;
  }
  const read = streamReader(source.file);
  for (const { patients, places } of source.groups) {
    onGroup();
    yield { patients, messages: read(places) };
  }
}

/** Judges a share, telling of each patient as she is done; `onGroup` may end it, before each group. */
export const judgeWorkerShare = (
  { source, proposal, withCurve, ...share }: WorkerShare,
  onPatient: (patient: JudgedPatient) => void,
  onGroup = () => {},
): Promise<ShareReport> =>
  judgeShare({
    ...share,
    groups: groupsOf(source, share.endAt, onGroup),
    sets: judgedSets(proposal, withCurve),
    onPatient,
  });
