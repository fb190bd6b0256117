import type { Subject } from './subject.ts';

type Step = { readonly from: number; readonly to: number };

/** Which version of a line came of one's own last deed, so that a second one need not wait for the first to be read again. */
export const ownVersions = () => {
  const steps = new Map<string, Step>();
  return {
    note: (itemId: string, seen: number, to: number): void => {
      const before = steps.get(itemId);
      steps.set(itemId, { from: before && seen < before.to ? Math.min(seen, before.from) : seen, to });
    },
    /** The subject with that version, where it was seen before one's own deeds and after nobody else's. */
    renew: (subject: Subject): Subject => {
      const { item } = subject;
      const step = item && steps.get(item.id);
      if (!step || item.version < step.from || item.version >= step.to) return subject;
      return { ...subject, item: { ...item, version: step.to } };
    },
  };
};
