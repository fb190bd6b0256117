import { isDoubtedWeight } from '../domain/plausible-weight.ts';
import type { Reading, WeightReading } from '../domain/reading.ts';
import { confirmedWithinMs, type WeighIns } from '../ingest/agree.ts';
import type { WeighIn } from '../ingest/doubt-weight.ts';
import { mostDoubted, mostWeighIns, weighInReachMs } from '../ingest/weigh-ins-around.ts';

type Known = { readonly patientId: string; readonly reading: Reading };

/** Good weigh-ins in measured order, by patient. */
const createWeighIns = () => {
  const byPatient = new Map<string, WeighIn[]>();
  const positionBefore = (own: readonly WeighIn[], isBefore: (one: WeighIn) => boolean): number => {
    let index = own.length;
    while (index > 0 && !isBefore(own[index - 1] as WeighIn)) index -= 1;
    return index;
  };
  const before = (patientId: string, measuredAt: number): readonly WeighIn[] => {
    const own = byPatient.get(patientId) ?? [];
    const end = positionBefore(own, one => one.measuredAt < measuredAt);
    return own
      .slice(Math.max(0, end - mostWeighIns), end)
      .filter(one => one.measuredAt >= measuredAt - weighInReachMs)
      .reverse();
  };
  const add = (patientId: string, weighIn: WeighIn): void => {
    const own = byPatient.get(patientId) ?? [];
    own.splice(
      positionBefore(own, one => one.measuredAt <= weighIn.measuredAt),
      0,
      weighIn,
    );
    byPatient.set(patientId, own);
  };
  return { before, add };
};

/** Weigh-ins that wait for a person, by patient. */
const createDoubted = () => {
  const byPatient = new Map<string, WeightReading[]>();
  const around = (patientId: string, measuredAt: number): readonly WeightReading[] =>
    (byPatient.get(patientId) ?? [])
      .filter(one => one.measuredAt >= measuredAt - weighInReachMs)
      .filter(one => one.measuredAt <= measuredAt + confirmedWithinMs)
      .sort((a, b) => b.measuredAt - a.measuredAt)
      .slice(0, mostDoubted);
  const add = (patientId: string, weighIn: WeightReading): void => {
    byPatient.set(patientId, [...(byPatient.get(patientId) ?? []), weighIn]);
  };
  /** takes one out that counts from now on */
  const take = (patientId: string, id: string): WeightReading | undefined => {
    const own = byPatient.get(patientId) ?? [];
    byPatient.set(
      patientId,
      own.filter(one => one.id !== id),
    );
    return own.find(one => one.id === id);
  };
  return { around, add, take };
};

/** What is stored of the readings so far: enough to tell a redelivery, and a weight that is odd, as the store does. */
export const createIntakeMemory = () => {
  const owned = new Map<string, Known[]>();
  const withoutOwner = new Set<string>();
  const weighIns = createWeighIns();
  const doubted = createDoubted();
  const ofIdentity = (id: string): readonly Known[] => owned.get(id) ?? [];
  const hasNoOwnTime = (id: string | null): boolean =>
    id !== null && (withoutOwner.has(id) || ofIdentity(id).some(k => k.reading.flags.length > 0));
  const same = (patientId: string, id: string, measuredAt: number): Reading | undefined =>
    ofIdentity(id).find(k => k.patientId === patientId && k.reading.measuredAt === measuredAt)?.reading;
  return {
    same,
    weighInsAround: (patientId: string, measuredAt: number): WeighIns => ({
      before: at => weighIns.before(patientId, at),
      doubted: doubted.around(patientId, measuredAt),
    }),
    takeDoubted: doubted.take,
    isElsewhere: (
      id: string,
      alsoId: string | null,
      measuredAt: number,
      others: readonly string[],
    ): boolean =>
      hasNoOwnTime(id) ||
      hasNoOwnTime(alsoId) ||
      others.some(other => same(other, id, measuredAt) !== undefined),
    /** a reading in the place of a former one, or a new one */
    keep: (patientId: string, reading: Reading, former: Reading | undefined): void => {
      const others = ofIdentity(reading.id).filter(k => k.reading !== former);
      owned.set(reading.id, [...others, { patientId, reading }]);
      if (reading.kind !== 'weight') return;
      const isNew = !former || former.suspect !== null;
      if (isNew && reading.suspect === null) weighIns.add(patientId, reading);
      if (!former && reading.mode === 'live' && isDoubtedWeight(reading)) doubted.add(patientId, reading);
    },
    keepUnowned: (id: string): void => {
      withoutOwner.add(id);
    },
  };
};
