import { useSyncExternalStore } from 'react';
import type { Preferences } from '../../contract/session.ts';
import type { Permission } from '../../domain/role.ts';
import { get, onSignedOut, send, serverAheadMs } from '../lib/api.ts';
import { drafts } from '../lib/page-drafts.ts';
import { forgetPlace } from '../lib/place.ts';
import { repeatKeys } from '../lib/repeat-keys.ts';
import { createSessionStore, type SessionState, type SignedIn, type TabMessage } from './session-store.ts';

const tabs = new BroadcastChannel('vigil-session');

/** The page's session. */
export const session = createSessionStore({
  get,
  send,
  aheadMs: serverAheadMs,
  tell: message => tabs.postMessage(message),
  drafts,
  onStranger: forgetPlace,
});

tabs.onmessage = (event: MessageEvent<TabMessage>) => session.hear(event.data);
onSignedOut(session.refused);
// nothing that was written stays
session.subscribe(() => {
  const now = session.state();
  if (now.is === 'signed-out' && now.why !== 'over') repeatKeys.clear();
});

export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, session.state);

/** Inside the page somebody is signed in; outside of it this has no place. */
export const useAccount = (): SignedIn['account'] => {
  const state = useSession();
  if (state.is !== 'signed-in') throw new Error('nobody is signed in');
  return state.account;
};

export const usePreferences = (): Preferences => useAccount().preferences;

/** Whether whoever is signed in may do something; the server decides all the same. */
export const usePermission = (permission: Permission): boolean => {
  const state = useSession();
  return state.is === 'signed-in' && state.account.permissions.includes(permission);
};
