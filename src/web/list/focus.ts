import { neighbour, orderShown } from './order.ts';

const lines = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('li[data-line]')];

const idOf = (line: HTMLElement | undefined): string | null => line?.dataset.line ?? null;

const ids = (): readonly string[] => orderShown()?.ids ?? lines().flatMap(line => idOf(line) ?? []);

const framesToWait = 10;

const focusNow = (id: string): boolean => {
  const button = lines()
    .find(each => idOf(each) === id)
    ?.querySelector('button');
  button?.focus();
  return button != null;
};

const focusSoon = (id: string, frames: number): void => {
  if (focusNow(id) || frames === 0) return;
  window.requestAnimationFrame(() => focusSoon(id, frames - 1));
};

/** Also a line that is not in the page yet, where the list holds it. */
export const focusLine = (id: string | null): void => {
  if (id === null || focusNow(id)) return;
  const order = orderShown();
  const index = order?.ids.indexOf(id) ?? -1;
  if (index === -1) return;
  order?.reveal(index);
  focusSoon(id, framesToWait);
};

/** Takes the focus off the list, so that keys act on the open patient. */
export const leaveLines = (): void => {
  const active = document.activeElement;
  if (active instanceof HTMLElement && active.closest('li[data-line]')) active.blur();
};

/** The line whose button has the focus, if any. */
export const focusedLine = (): string | null => {
  const line = document.activeElement?.closest<HTMLElement>('li[data-line]');
  return line ? idOf(line) : null;
};

export const lineAfter = (id: string): string | null => {
  const all = ids();
  const index = all.indexOf(id);
  return all[index + 1] ?? all[index - 1] ?? null;
};

let lastIndex = 0;

/** Moves the focus by one line from `id`; if that line has left the list, from where it stood. */
export const moveFocus = (id: string | null, by: 1 | -1): void => {
  const all = ids();
  lastIndex = neighbour(all, id, by, lastIndex);
  focusLine(all[lastIndex] ?? null);
};
