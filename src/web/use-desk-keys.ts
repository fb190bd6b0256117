import type { Permission } from '../domain/role.ts';
import { laneOf } from './lib/place.ts';
import { useKeys } from './lib/use-keys.ts';
import { focusedLine, moveFocus } from './list/focus.ts';
import { selection } from './list/selection.ts';
import { useAccount } from './session/session.ts';
import type { Desk } from './use-desk.ts';
import { deeds, isPermitted, mayDo } from './verbs/deeds.ts';
import type { Subject } from './verbs/subject.ts';

type Target = { readonly placeId: string; readonly subject: Subject };

/** The line that has the focus, on the worklist; else the open patient. */
const targetOf = ({ place, worklist, opened }: Desk): Target | null => {
  const focused = laneOf(place.view) === null ? null : focusedLine();
  if (focused !== null && focused !== opened.item.value?.id) {
    const item = worklist.lines?.items.find(each => each.id === focused);
    return item
      ? { placeId: item.id, subject: { summary: item.patient, patient: null, item, whole: null } }
      : null;
  }
  const { subject } = opened;
  return subject && { placeId: place.item || place.patient, subject };
};

const doByKey = (desk: Desk, key: string, permissions: readonly Permission[]): void => {
  const target = targetOf(desk);
  if (target === null) return;
  const { placeId, subject } = target;
  if (placeId !== (desk.place.item || desk.place.patient)) desk.open(placeId);
  const deed = deeds.find(each => each.key === key && mayDo(each, subject) && isPermitted(each, permissions));
  if (!deed) return;
  if (deed.atOnce) desk.verbs.run(deed, subject, {});
  else desk.setForm(deed.name, placeId);
};

const deedKeys = [...new Set(deeds.map(deed => deed.key))];

export const useDeskKeys = (desk: Desk): void => {
  const { place, form, opened } = desk;
  const { permissions } = useAccount();
  const openLine = laneOf(place.view) === null ? place.patient : opened.item.value?.id;
  const move = (by: 1 | -1) => moveFocus(focusedLine() ?? desk.cursor ?? (openLine || null), by);
  const back = () => (form ? desk.setForm(null) : desk.open(''));
  useKeys({
    ...Object.fromEntries(deedKeys.map(key => [key, () => doByKey(desk, key, permissions)])),
    j: () => move(1),
    k: () => move(-1),
    x: () => laneOf(place.view) !== null && selection.toggle(focusedLine() ?? desk.cursor),
    u: desk.verbs.undo,
    Escape: back,
    '/': () => desk.setDialog('search'),
    '?': () => desk.setDialog('help'),
  });
};
