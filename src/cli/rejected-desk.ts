import type { App } from '../app.ts';
import type {
  DiscardReport,
  RejectedBody,
  RejectedGroupBody,
  RejectedMessageBody,
  ReplayReport,
} from '../contract/ingest.ts';
import { type DiscardInput, discardRejected, discardRejectedGroup } from '../ingest/rejected-discard.ts';
import { listRejectedGroups } from '../ingest/rejected-groups.ts';
import { listRejected, type RejectedQuery, readRejected } from '../ingest/rejected-list.ts';
import { replayRejected } from '../ingest/rejected-replay.ts';
import { replayRejectedGroup } from '../ingest/rejected-replay-group.ts';
import { type Call, commandActor, jsonBody } from './anywhere.ts';

type Page<T> = { readonly items: readonly T[]; readonly next: string | null };
type Progress = (done: number, of: number) => void;

/** What can be done with rejected messages, wherever the store is. */
export type RejectedDesk = {
  readonly list: (query: RejectedQuery) => Promise<Page<RejectedBody>>;
  readonly groups: () => Promise<Page<RejectedGroupBody>>;
  readonly show: (id: string) => Promise<RejectedMessageBody>;
  readonly replay: (id: string) => Promise<RejectedMessageBody>;
  readonly replayGroup: (key: string) => Promise<ReplayReport>;
  readonly discard: (id: string, input: DiscardInput) => Promise<RejectedMessageBody>;
  readonly discardGroup: (key: string, input: DiscardInput) => Promise<DiscardReport>;
};

/** On a store of this process. */
export const deskHere = ({ store, ingest }: App, at: number, startBar: () => Progress): RejectedDesk => {
  const deps = { store, ingest, actor: commandActor(), at };
  return {
    list: query => listRejected(store, query),
    groups: () => listRejectedGroups(store),
    show: id => readRejected(store, id),
    replay: async id => {
      await replayRejected(deps, id);
      return readRejected(store, id);
    },
    replayGroup: key => replayRejectedGroup(deps, key, startBar()),
    discard: async (id, input) => {
      await discardRejected(deps, id, input);
      return readRejected(store, id);
    },
    discardGroup: (key, input) => discardRejectedGroup(deps, key, input, startBar()),
  };
};

const named = (id: string): string => `/rejected/${encodeURIComponent(id)}`;
const group = (key: string): string => `/rejected/groups/${encodeURIComponent(key)}`;

const queryText = ({ state, group: key, limit, cursor }: RejectedQuery): string =>
  new URLSearchParams({
    state,
    limit: String(limit),
    ...(key === undefined ? {} : { group: key }),
    ...(cursor === undefined ? {} : { cursor }),
  }).toString();

/** Through a Vigil that runs. */
export const deskThrough = (call: Call): RejectedDesk => ({
  list: query => call(`/rejected?${queryText(query)}`),
  groups: () => call('/rejected/groups'),
  show: id => call(named(id)),
  replay: id => call(`${named(id)}/replay`, jsonBody({})),
  replayGroup: key => call(`${group(key)}/replay`, jsonBody({})),
  discard: (id, input) => call(`${named(id)}/discard`, jsonBody(input)),
  discardGroup: (key, input) => call(`${group(key)}/discard`, jsonBody(input)),
});
