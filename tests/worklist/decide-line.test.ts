import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concerns, severities } from '../../src/domain/alert.ts';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { decideLine, type LineScene } from '../../src/worklist/decide-line.ts';
import { acknowledged, alert, ended, line, now, reviews, scene, snoozed } from './line.ts';

const decide = (over: Partial<LineScene>) => decideLine(scene(over));

const onLine = alert({ itemId: 'wli_1' });
const urgent = alert({ id: 'alr_u', ruleId: 'glucose-low-level-2', concern: 'glucose', severity: 'urgent' });
const silence = alert({ id: 'alr_s', ruleId: 'missed-weight', concern: 'adherence', severity: 'info' });
const clock = alert({ id: 'alr_c', ruleId: 'device-clock', concern: 'device', severity: 'urgent' });
const dealt = [
  { alertId: 'alr_d', ruleId: 'bp-low', severity: 'warning', confirmed: true, at: now - 2 * hourMs },
] as const;

describe('without a line', () => {
  test('nothing happens when nothing asks for a person', () => {
    const waiting = alert({ state: 'pending', firedAt: null });
    expect(decide({ alerts: [waiting] })).toEqual({
      is: 'nothing',
      fields: {},
      returnsToUnreviewed: false,
      joins: [],
      quiet: new Map(),
      spokeUp: [],
      wakeAt: null,
    });
  });

  test('one opens, unreviewed, when an alert fires', () => {
    expect(decide({ alerts: [alert()] })).toMatchObject({
      is: 'open',
      returnsToUnreviewed: true,
      joins: ['alr_1'],
      fields: {
        state: 'open',
        severity: 1,
        confirmed: true,
        resolved: false,
        lane: 'clinical',
        slaDueAt: now + 23 * hourMs,
        openedAt: now,
        changedAt: now,
        version: 1,
      },
    });
  });

  test.each([
    ['dealt with a short while ago', alert(), { dealt }, 'cool-down', now - 2 * hourMs + 72 * hourMs],
    [
      'behind a gateway that is silent',
      silence,
      { silent: [{ kind: 'weight', incidentId: 'inc', since: now }] },
      'gateway',
      now + 7 * dayMs,
    ],
  ] as const)(
    'none opens for what was %s; it says why, and wakes when that is over',
    (_, one, over, by, until) => {
      const decision = decide({ ...over, alerts: [one] });
      expect(decision).toMatchObject({ is: 'nothing', joins: [], returnsToUnreviewed: false, wakeAt: until });
      expect(decision.quiet.get(one.id)).toMatchObject({ by, until });
    },
  );

  test('one opens once a cool-down is over: it counts as raised then', () => {
    const quiet = alert({ quietBy: 'cool-down', quietUntil: now, quietFor: 'alr_d' });
    const decision = decide({ alerts: [quiet], dealt: [{ ...dealt[0], at: now - 72 * hourMs }] });
    expect(decision).toMatchObject({ is: 'open', spokeUp: ['alr_1'], fields: { slaDueAt: now + dayMs } });
    expect(decision.quiet.get('alr_1')).toBeNull();
  });

  test('one opens for the worse of two of a concern, and tells of both', () => {
    const worse = alert({ id: 'alr_2', ruleId: 'bp-severe', severity: 'urgent' });
    const decision = decide({ alerts: [alert(), worse] });
    expect(decision).toMatchObject({ is: 'open', joins: ['alr_1', 'alr_2'], fields: { severity: 2 } });
    expect(decision.quiet).toEqual(new Map([['alr_1', { by: 'inhibited', until: null, for: 'alr_2' }]]));
  });

  test('an accepted alert whose date has come is due counted from then', () => {
    const given = reviews({ alr_1: { acceptedUntil: now - minuteMs } });
    expect(decide({ alerts: [alert()], reviews: given })).toMatchObject({
      is: 'open',
      fields: { slaDueAt: now - minuteMs + dayMs },
    });
  });

  test('one that grew worse since it was accepted is due counted from that', () => {
    const worse = alert({ severity: 'urgent' });
    const given = reviews({ alr_1: { acceptedUntil: now - minuteMs } });
    expect(decide({ alerts: [worse], reviews: given })).toMatchObject({ fields: { slaDueAt: now } });
  });

  test('an alert of which nobody knows when it was raised is due counted from now, or from when its date came', () => {
    const bare = alert({ raisedAt: null });
    const given = reviews({ alr_1: { acceptedUntil: now - minuteMs } });
    expect(decide({ alerts: [bare] })).toMatchObject({ fields: { slaDueAt: now + dayMs } });
    expect(decide({ alerts: [bare], reviews: given }).fields.slaDueAt).toBe(now - minuteMs + dayMs);
    const hidden = { ...bare, itemId: 'wli_1', quietBy: 'inhibited', quietFor: 'alr_x' } as const;
    expect(decide({ line: acknowledged(), alerts: [hidden] }).returnsToUnreviewed).toBe(false);
  });

  test('wakes at the end of what was accepted', () => {
    const given = reviews({ alr_1: { acceptedUntil: now + hourMs } });
    expect(decide({ alerts: [alert()], reviews: given })).toMatchObject({
      is: 'nothing',
      wakeAt: now + hourMs,
    });
  });

  test('a quiet with an end is taken from one that was reviewed meanwhile', () => {
    const quiet = alert({ quietBy: 'cool-down', quietUntil: now + hourMs, quietFor: 'alr_d' });
    const given = reviews({ alr_1: { acceptedUntil: now + hourMs } });
    expect(decide({ alerts: [quiet], reviews: given }).quiet).toEqual(new Map([['alr_1', null]]));
  });
});

describe('a line that nothing demands', () => {
  const over = ended(now, { severity: 'warning' });

  test('is closed when nobody has done anything with it', () => {
    expect(decide({ line: line(), alerts: [over] })).toMatchObject({
      is: 'settle',
      returnsToUnreviewed: false,
      fields: { state: 'closed', resolved: true, closedBy: 'system', closedAt: now },
    });
  });

  test('waits, resolved, for who has', () => {
    expect(decide({ line: acknowledged(), alerts: [over] })).toMatchObject({
      is: 'settle',
      fields: { resolved: true },
    });
  });

  test('stays quiet while it is snoozed, and is due when that is over', () => {
    expect(decide({ line: snoozed(), alerts: [over] }).fields).toEqual({ resolved: true });
    expect(decide({ line: snoozed(), alerts: [over] }).wakeAt).toBe(now + hourMs);
    const { fields, wakeAt } = decide({ line: snoozed({ snoozedUntil: now }), alerts: [over] });
    expect(fields).toEqual({ resolved: true, snoozedUntil: null, snoozedBy: null, slaDueAt: now });
    expect(wakeAt).toBeNull();
  });
});

describe('a line that was taken up', () => {
  const returns = (over: Partial<LineScene>) => decide({ line: acknowledged(), ...over });

  test.each([
    ['something urgent', { alerts: [onLine, urgent] }],
    ['the same, worse', { alerts: [{ ...onLine, severity: 'urgent' }], newsIds: ['alr_1'] }],
    ['anything worse than it was', { line: acknowledged({ acknowledgedSeverity: 0 }), alerts: [alert()] }],
    ['one that nobody has rated', { line: acknowledged({ acknowledgedSeverity: null }), alerts: [alert()] }],
    [
      'something clinical, on a line of silence',
      { line: acknowledged({ lane: 'no-data' }), alerts: [alert()] },
    ],
    [
      'what was accepted until a date that has come, and is urgent',
      {
        line: acknowledged({ changedAt: now - 2 * hourMs }),
        alerts: [{ ...urgent, itemId: 'wli_1' }],
        reviews: reviews({ alr_u: { severity: 'urgent', acceptedUntil: now - hourMs } }),
      },
    ],
    [
      'what was hidden since before anybody looked, and is urgent',
      {
        alerts: [{ ...urgent, itemId: 'wli_1', raisedAt: now, quietBy: 'inhibited', quietFor: 'alr_x' }],
      },
    ],
  ] as const)('returns to who has not looked yet with %s', (_, over) => {
    expect(returns(over)).toMatchObject({
      is: 'refresh',
      returnsToUnreviewed: true,
      fields: { state: 'open', changedAt: now, version: 2 },
    });
  });

  test.each([
    ['the same goes on', { alerts: [onLine] }, 0],
    ['a new warning comes', { alerts: [onLine, alert({ id: 'alr_2', ruleId: 'pulse-low' })] }, 1],
    ['something counts anew, no worse', { alerts: [onLine], againIds: ['alr_1'] }, 1],
    [
      'a lesser one of the same concern comes',
      { alerts: [{ ...onLine, severity: 'urgent' }, alert({ id: 'alr_2', ruleId: 'pulse-low' })] },
      1,
    ],
    [
      'the rule fires again soon after it ended',
      {
        alerts: [ended(now - 2 * hourMs, { severity: 'urgent' }), alert({ severity: 'urgent' })],
        newsIds: ['alr_1'],
      },
      1,
    ],
    [
      'what somebody saw hidden is hidden no more',
      { alerts: [{ ...onLine, quietBy: 'inhibited', quietFor: 'alr_x' }] },
      1,
    ],
    ['a device has trouble, however grave', { alerts: [onLine, clock], newsIds: ['alr_c'] }, 0],
    [
      'what was accepted runs out beneath one that speaks for it',
      {
        line: acknowledged({ changedAt: now - 2 * hourMs }),
        alerts: [{ ...onLine, id: 'alr_2', ruleId: 'pulse-low', severity: 'urgent' }, onLine],
        reviews: reviews({ alr_1: { acceptedUntil: now - hourMs } }),
      },
      1,
    ],
  ] as const)('does not when %s', (_, over, versions) => {
    const decision = returns(over);
    expect(decision).toMatchObject({ is: 'refresh', returnsToUnreviewed: false });
    expect(decision.fields).not.toHaveProperty('state');
    expect(decision.fields.version ?? 1).toBe(1 + versions);
  });

  test('has more time for what is new, and no more for what goes on', () => {
    const due = now - hourMs;
    const lineDue = acknowledged({ slaDueAt: due });
    expect(returns({ line: lineDue, alerts: [onLine, urgent] }).fields.slaDueAt).toBe(now);
    expect(returns({ line: lineDue, alerts: [onLine] }).fields.slaDueAt).toBe(due);
  });
});

describe('an open line', () => {
  test('is due no later because something came', () => {
    const due = now - hourMs;
    expect(decide({ line: line({ slaDueAt: due }), alerts: [onLine, urgent] }).fields.slaDueAt).toBe(due);
  });

  test('points at alerts that come, hidden ones too, and not at what has no part in it', () => {
    const decision = decide({
      line: line(),
      alerts: [
        { ...onLine, severity: 'urgent' },
        alert({ id: 'hidden', ruleId: 'pulse-low' }),
        alert({ id: 'cooling', ruleId: 'weight-gain-1-day', concern: 'weight' }),
      ],
      dealt: [{ ...dealt[0], ruleId: 'weight-gain-1-day' }],
    });
    expect(decision.joins).toEqual(['hidden']);
  });

  test('says that it changed when what was hidden on it is hidden no more', () => {
    const hidden = { ...onLine, quietBy: 'inhibited', quietFor: 'alr_x' } as const;
    expect(decide({ line: line(), alerts: [hidden] }).fields).toMatchObject({ changedAt: now, version: 2 });
  });

  test('says once why an alert is quiet', () => {
    const speaker = { ...onLine, severity: 'urgent' as const };
    const hidden = alert({ id: 'hidden', ruleId: 'pulse-low', itemId: 'wli_1' });
    const { quiet } = decide({ line: line(), alerts: [speaker, hidden] });
    const why = quiet.get('hidden');
    const told = {
      ...hidden,
      quietBy: why?.by ?? null,
      quietUntil: why?.until ?? null,
      quietFor: why?.for ?? null,
    };
    expect(decide({ line: line(), alerts: [speaker, told] }).quiet.size).toBe(0);
  });

  test('of silence is no clinical one; with a clinical alert it is', () => {
    expect(decide({ line: line(), alerts: [silence, clock] }).fields).toMatchObject({
      lane: 'no-data',
      severity: 0,
    });
    expect(decide({ line: line(), alerts: [silence, clock, alert()] }).fields).toMatchObject({
      lane: 'clinical',
      severity: 1,
    });
    expect(decide({ line: line(), alerts: [clock] }).fields).toMatchObject({
      lane: 'technical',
      severity: 2,
    });
  });

  test('of devices tells of what is new there', () => {
    const technical = line({ lane: 'technical' });
    const { fields } = decide({ line: technical, alerts: [clock], newsIds: ['alr_c'] });
    expect(fields).toMatchObject({ changedAt: now, version: 2 });
  });

  test('a critical alert of a device raises any line: nothing critical is passed over', () => {
    const critical = { ...clock, severity: 'critical' as const };
    expect(decide({ line: line(), alerts: [onLine, critical] }).fields.severity).toBe(3);
  });
});

describe('a snooze', () => {
  const staysQuiet = (over: Partial<LineScene>) =>
    !('snoozedUntil' in decide({ line: snoozed(), ...over }).fields);
  const again = (endedAt: number) => [
    ended(endedAt, { severity: 'urgent' }),
    alert({ severity: 'urgent', startedAt: now, raisedAt: now }),
  ];

  test.each([
    ['the same goes on', { alerts: [onLine] }],
    ['a rule that fired when a person last looked fires again, no worse', { alerts: again(now - minuteMs) }],
    [
      'what fired again goes on',
      {
        alerts: [
          ended(now - 2 * hourMs, { severity: 'urgent' }),
          alert({ severity: 'urgent', itemId: 'wli_1', quietBy: 'merged', quietFor: 'alr_0' }),
        ],
      },
    ],
    [
      'a lesser one comes that another speaks for',
      {
        alerts: [
          { ...onLine, severity: 'urgent' },
          alert({ id: 'alr_2', ruleId: 'pulse-low', raisedAt: now }),
        ],
      },
    ],
    ['a device has trouble', { alerts: [onLine, clock], newsIds: ['alr_c'] }],
    [
      'one that somebody saw hidden is hidden no more',
      { alerts: [{ ...onLine, quietBy: 'inhibited', quietFor: 'alr_x' }] },
    ],
  ] as const)('holds while %s', (_, over) => {
    expect(staysQuiet(over)).toBe(true);
    expect(decide({ line: snoozed(), ...over }).wakeAt).toBe(now + hourMs);
  });

  test.each([
    ['something new', { alerts: [onLine, alert({ id: 'alr_2', ruleId: 'pulse-low' })] }],
    ['worse', { alerts: [{ ...onLine, severity: 'urgent' }], newsIds: ['alr_1'] }],
    ['something critical, though not new', { alerts: [{ ...onLine, severity: 'critical' }] }],
    ['a rule that had ended before and fires again', { alerts: again(now - hourMs) }],
    [
      'one that came hidden after it, and is hidden no more',
      { alerts: [{ ...onLine, raisedAt: now, quietBy: 'inhibited', quietFor: 'alr_x' }] },
    ],
    ['its end', { line: snoozed({ snoozedUntil: now }), alerts: [onLine] }],
  ] as const)('is broken by %s', (_, over) => {
    expect(decide({ line: snoozed(), ...over }).fields).toMatchObject({
      snoozedUntil: null,
      snoozedBy: null,
    });
    expect(decide({ line: snoozed(), ...over }).wakeAt).toBeNull();
  });

  test('that has run out makes the line due since then', () => {
    const over = snoozed({ snoozedUntil: now - minuteMs });
    expect(decide({ line: over, alerts: [onLine] }).fields.slaDueAt).toBe(now - minuteMs);
  });

  test('on a line of which no deed is known covers whatever fires again', () => {
    const bare = snoozed({ lastActedAt: null });
    expect('snoozedUntil' in decide({ line: bare, alerts: again(now - hourMs) }).fields).toBe(false);
  });
});

const anyAlert = (id: string) =>
  fc.record({
    id: fc.constant(id),
    ruleId: fc.constantFrom('bp-low', 'bp-severe', 'pulse-low', 'missed-weight', 'device-clock'),
    concern: fc.constantFrom(...concerns),
    severity: fc.constantFrom(...severities),
    state: fc.constantFrom('pending' as const, 'firing' as const, 'ended' as const),
    raisedAt: fc.integer({ min: now - 80 * hourMs, max: now }),
    itemId: fc.constantFrom(null, 'wli_1'),
  });

const anyScene = fc
  .record({
    alerts: fc.tuple(...['a', 'b', 'c', 'd'].map(anyAlert)),
    line: fc.constantFrom(null, line(), acknowledged(), snoozed()),
    reviewed: fc.subarray(['a', 'b', 'c', 'd']),
    dealtAt: fc.integer({ min: now - 80 * hourMs, max: now }),
    newsIds: fc.subarray(['a', 'b', 'c', 'd']),
  })
  .map(({ alerts, reviewed, dealtAt, ...rest }) => ({
    ...rest,
    alerts: alerts.map(over =>
      alert({
        ...over,
        firedAt: over.state === 'pending' ? null : over.raisedAt,
        endedAt: over.state === 'ended' ? now : null,
      }),
    ),
    reviews: reviews(Object.fromEntries(reviewed.map(id => [id, { acceptedUntil: now + hourMs }]))),
    dealt: [{ ...dealt[0], at: dealtAt }],
  }));

describe('whatever stands', () => {
  test('what fires and is neither quiet nor reviewed is on a line, and nothing critical is left out', () => {
    fc.assert(
      fc.property(anyScene, over => {
        const decision = decide(over);
        for (const one of over.alerts.filter(a => a.state === 'firing')) {
          const why = decision.quiet.get(one.id) ?? null;
          const isOnLine =
            decision.is !== 'nothing' && (one.itemId !== null || decision.joins.includes(one.id));
          if (one.severity === 'critical') expect(why).toBeNull();
          if (!over.reviews.has(one.id) && why === null) expect(isOnLine).toBe(true);
          const isAskedFor = !over.reviews.has(one.id) || one.severity === 'critical';
          if (one.severity === 'critical' && isAskedFor) expect(decision.fields.severity).toBe(3);
        }
      }),
    );
  });

  test('decided once more on what was decided, nothing is new', () => {
    fc.assert(
      fc.property(anyScene, over => {
        const first = decide(over);
        if (first.is === 'nothing' || first.fields.state === 'closed') return;
        const then = { ...(over.line ?? line()), ...first.fields, id: over.line?.id ?? 'wli_1' };
        const alerts = over.alerts.map(a => {
          const why = first.quiet.get(a.id);
          const told =
            why === undefined
              ? {}
              : { quietBy: why?.by ?? null, quietUntil: why?.until ?? null, quietFor: why?.for ?? null };
          const joined = first.joins.includes(a.id) ? { itemId: then.id } : {};
          return { ...a, ...told, ...joined, ...(first.spokeUp.includes(a.id) ? { raisedAt: now } : {}) };
        });
        const second = decide({ ...over, line: then, alerts, newsIds: [] });
        expect(second.joins).toEqual([]);
        expect(second.quiet.size).toBe(0);
        expect(second.returnsToUnreviewed).toBe(false);
        expect(second.fields.version ?? then.version).toBe(then.version);
      }),
    );
  });
});

describe('a line of tasks', () => {
  const task = alert({ id: 'alr_t', ruleId: 'care-task', concern: 'task' });
  const late = alert({ id: 'alr_s', ruleId: 'missed-weight', concern: 'adherence' });
  const cuff = alert({ id: 'alr_d', ruleId: 'device-clock', concern: 'device', severity: 'urgent' });
  const done = { ...task, state: 'ended' as const, endedAt: now, itemId: 'wli_1' };
  const ofTasks = { lane: 'tasks' as const };

  test.each([
    ['alone', [task], 'tasks', 1],
    ['beside silence', [task, late], 'tasks', 1],
    ['beside a device, which raises no line that is not technical', [task, cuff], 'tasks', 1],
    ['beside something clinical', [task, alert({ severity: 'urgent' })], 'clinical', 2],
    ['beside symptoms', [task, alert({ ruleId: 'symptoms', concern: 'symptoms' })], 'clinical', 1],
  ] as const)('a task %s', (_, alerts, lane, severity) => {
    expect(decide({ alerts }).fields).toMatchObject({ lane, severity });
  });

  test('is done with its tasks, also when somebody had taken it up or snoozed it', () => {
    const closed = { is: 'settle', fields: { state: 'closed', closedBy: 'system', closedAt: now } };
    expect(decide({ line: acknowledged(ofTasks), alerts: [done] })).toMatchObject(closed);
    expect(decide({ line: snoozed(ofTasks), alerts: [done] })).toMatchObject(closed);
  });

  test('waits for who took it up while a provider is to answer', () => {
    const waiting = acknowledged({ ...ofTasks, awaitingProviderSince: now - hourMs });
    expect(decide({ line: waiting, alerts: [done] }).fields).toEqual({ resolved: true });
  });

  test('becomes clinical, and returns to who has not looked yet, with anything clinical', () => {
    const onIt = { ...task, itemId: 'wli_1' };
    expect(decide({ line: acknowledged(ofTasks), alerts: [onIt, alert()] })).toMatchObject({
      fields: { lane: 'clinical', state: 'open' },
      returnsToUnreviewed: true,
    });
  });

  test('tells of a task that falls due soon after another was done: it is no repeat of that one', () => {
    const before = { ...done, id: 'alr_b', startedAt: now - dayMs, endedAt: now - hourMs };
    const scene = { line: snoozed(ofTasks), alerts: [before, task], newsIds: ['alr_t'] };
    const { fields, quiet } = decide(scene);
    expect(quiet.size).toBe(0);
    expect(fields).toMatchObject({ snoozedUntil: null, changedAt: now });
  });

  test('tells of one more that is due in the alert that stands', () => {
    const onIt = { ...task, itemId: 'wli_1' };
    const { fields } = decide({ line: snoozed(ofTasks), alerts: [onIt], againIds: ['alr_t'] });
    expect(fields).toMatchObject({ snoozedUntil: null, version: 2 });
  });
});
