import { describe, expect, test } from 'vitest';
import type { Place } from '../../../src/web/lib/place-type.ts';
import { filterOf, placeOfView, viewOfPlace } from '../../../src/web/lib/worklist-filter.ts';

const place = (change: Partial<Place>): Place => ({
  view: 'tasks',
  ...{ program: '', riskProgram: '', severity: '', state: '', owner: '', tier: '', site: '', tag: '' },
  ...{ snoozed: '', item: '', patient: '' },
  ...change,
});

describe('filters', () => {
  test.each([
    [{ owner: 'mine' }, { owner: 'Ana Ruiz' }],
    [{ owner: 'nobody' }, { owner: '' }],
    [{ owner: 'of:Ben Okoye' }, { owner: 'Ben Okoye' }],
    [{ state: 'awaiting' }, { awaiting: 'provider' }],
    [{ state: 'overdue' }, { awaiting: 'overdue' }],
    [
      { tier: 'high', site: 'North', tag: 'new' },
      { tier: 'high', site: 'North', tag: 'new' },
    ],
  ])('%o asks the server for %o', (change, asked) => {
    expect(filterOf(place(change), 'Ana Ruiz')).toEqual({ lane: 'tasks', ...asked });
  });

  test.each([
    [{}],
    [{ owner: 'nobody', severity: 'urgent' }],
    [{ owner: 'of:Ben Okoye', state: 'overdue', snoozed: 'only' }],
    [{ program: 'diabetes', tier: 'highest', site: 'North', tag: 'new', state: 'open' }],
  ])('%o is the same once it was saved and is used again', change => {
    const saved = viewOfPlace(place(change), 'Ana Ruiz') as Readonly<Record<string, string>>;
    const before = place({ severity: 'info', tag: 'other' });
    const used = { ...before, ...placeOfView(saved, 'Ana Ruiz') };
    expect(used).toEqual(place(change));
  });

  test('one’s own lines are saved as those of whoever uses the view', () => {
    const saved = viewOfPlace(place({ owner: 'mine' }), 'Ana Ruiz');
    expect(saved.owner).toBe('@me');
    expect(placeOfView({ owner: '@me' }, 'Ben Okoye').owner).toBe('mine');
  });
});
