import type { RiskSettingsBody, RiskSettingsInput } from '../../../contract/risk.ts';
import type { RankBy } from '../../../domain/risk.ts';
import { riskWords } from '../../strings/risk.ts';

const { settings: words } = riskWords;

/** What stands in the form's fields. */
export type SettingsDraft = {
  readonly rankBy: RankBy;
  readonly highest: string;
  readonly high: string;
  readonly capacity: string;
  readonly alertEveryDays: string;
  readonly on: boolean;
  readonly why: string;
};

export const draftOf = (settings: RiskSettingsBody): SettingsDraft => ({
  rankBy: settings.rankBy,
  highest: String(settings.percents[0]),
  high: String(settings.percents[1]),
  capacity: settings.capacity === null ? '' : String(settings.capacity),
  alertEveryDays: String(settings.alertEveryDays),
  // one that went back to shadow is switched on anew by whoever wants it
  on: settings.deterioration !== null && settings.deterioration.inShadow === null,
  why: settings.deterioration?.why ?? '',
});

type Wrong = { readonly field: string; readonly message: string };
export type Read =
  | { readonly ok: true; readonly body: RiskSettingsInput }
  | { readonly ok: false; readonly wrong: Wrong };

const numberOf = (text: string): number | null => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
};

const no = (field: string, message: string): Read => ({ ok: false, wrong: { field, message } });

type Base = Pick<RiskSettingsBody, 'version' | 'rankBy'>;

/**
 * The fields as the route takes them, or the first that is no number; what a number may be the server says. What ranks is
 * sent only where it was changed.
 */
export const readDraft = (draft: SettingsDraft, { version, rankBy }: Base): Read => {
  const highest = numberOf(draft.highest);
  const high = numberOf(draft.high);
  if (highest === null || high === null) return no('percents', words.aNumber);
  const capacity = draft.capacity.trim() === '' ? null : numberOf(draft.capacity);
  if (draft.capacity.trim() !== '' && !Number.isInteger(capacity)) return no('capacity', words.wholeNumber);
  const alertEveryDays = numberOf(draft.alertEveryDays);
  if (alertEveryDays === null || !Number.isInteger(alertEveryDays))
    return no('alertEveryDays', words.wholeNumber);
  const why = draft.why.trim();
  const deterioration = { on: draft.on, ...(draft.on && why !== '' ? { why } : {}) };
  return {
    ok: true,
    body: {
      version,
      ...(draft.rankBy === rankBy ? {} : { rankBy: draft.rankBy }),
      percents: [highest, high],
      capacity,
      alertEveryDays,
      deterioration,
    },
  };
};
