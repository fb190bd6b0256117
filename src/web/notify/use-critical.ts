import { useEffect, useRef } from 'react';
import type { WorklistBody } from '../../contract/worklist.ts';
import { get } from '../lib/api.ts';
import { usePermission, usePreferences } from '../session/session.ts';
import { arrived } from './arrived.ts';
import { notifyOfCritical, soundOfCritical } from './browser-notice.ts';

const path = 'worklist?severity=critical&state=open&limit=200';

/** Tells of new critical lines nobody has acknowledged, whatever the list shows; `turn` rises when lines changed. */
export const useCriticalNotice = (turn: number): void => {
  const { notify, sound } = usePreferences();
  const mayRead = usePermission('worklist:read');
  const known = useRef<ReadonlySet<string> | null>(null);
  const isOn = mayRead && (notify || sound);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again
  useEffect(() => {
    if (!isOn) {
      known.current = null;
      return;
    }
    const stop = new AbortController();
    void get<WorklistBody>(path, stop.signal).then(result => {
      if (!result.ok || stop.signal.aborted) return;
      const now = result.value.items.map(item => item.id);
      const count = arrived(known.current, now);
      known.current = new Set(now);
      if (count > 0 && notify) notifyOfCritical(count);
      if (count > 0 && sound) soundOfCritical();
    });
    return () => stop.abort();
  }, [isOn, notify, sound, turn]);
};
