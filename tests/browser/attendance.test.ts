import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { beginIncident } from '../../src/attendance/incident-rows.ts';
import { tellNobody } from '../../src/attendance/tell.ts';
import { noBrowser, test } from './browser.ts';
import { choose, lineOf, openDesk, openLine, selectOf, type TestDesk } from './desk.ts';

const roster = [
  'patient,family,given,birthDate,sex,timeZone,program,device,kind,perWeek',
  'P1,Okafor,Ada,1948-03-27,female,America/New_York,heart-failure,cuff-1,blood-pressure,7',
].join('\n');

describe.skipIf(noBrowser)('who is told, in a real browser', () => {
  let desk: TestDesk;
  let ana: Page;
  let ben: Page;

  test.beforeAll(async ({ browser }) => {
    desk = await openDesk(browser, roster);
    [ana, ben] = await Promise.all([desk.person('Ana Ruiz'), desk.person('Ben Okoye')]);
    await desk.send('cuff-1', 'blood-pressure', { systolic: 78, diastolic: 45, unit: 'mm[Hg]' });
    await lineOf(ana, 'Okafor, Ada').waitFor();
  }, 120_000);

  afterAll(() => desk?.close());

  test('a line says that nobody could be told', async () => {
    const { store } = desk.app;
    const [item] = await store.reader.select().from(store.t.worklistItem);
    const matter = {
      programId: 'heart-failure',
      reason: 'unacknowledged',
      severity: 'urgent',
      itemId: item?.id ?? '',
    } as const;
    await store.write(() => tellNobody(store, matter, { step: 1, to: null }, 'nobody', desk.clock.now()));
    desk.app.attendance.kick();
    await ana.reload();
    await lineOf(ana, 'Okafor, Ada')
      .getByText(/Nobody could be told/)
      .waitFor();
  });

  test('what is handed over shows to both without a reload, and is the receiver’s once she accepts', async () => {
    await openLine(ana, 'Okafor, Ada');
    await ana.keyboard.press('a');
    await ana.getByText(/Acknowledged by Ana Ruiz/).waitFor();
    await choose(selectOf(ana, 'Owner'), 'Mine');
    await ana.getByRole('button', { name: 'Hand over…' }).click();
    await ana.getByLabel('To whom?').fill('Ben Okoye');
    await ana.getByLabel(/What she should know/).fill('expects a call');
    await ana.getByRole('button', { name: 'Hand over', exact: true }).click();
    await ana.getByText(/Ben Okoye has not yet accepted 1 line of yours/).waitFor();
    await ben.getByText('Ana Ruiz hands 1 line over to you.').waitFor();
    await ben.getByText('expects a call').waitFor();
    await ben.getByRole('button', { name: 'Accept' }).click();
    await ben.getByText('1 line is yours now.').waitFor();
    await lineOf(ben, 'Okafor, Ada').getByText('Ben Okoye').waitFor();
    await ana.getByText(/has not yet accepted/).waitFor({ state: 'detached' });
  });

  test('a silent gateway is one line of the technical view, which can be taken up', async () => {
    const { store } = desk.app;
    const facts = {
      startedAt: desk.clock.now(),
      because: 'gateway gw-3: 14 of 60 devices silent since Sat 21 Nov 22:10',
      detail: { deviceIds: ['d1'], patientIds: ['pat_1', 'pat_2'] },
    };
    await store.write(() => beginIncident(store, 'gateway-silent', 'gw-3', facts, desk.clock.now()));
    await ben.getByRole('button', { name: /^Technical/ }).click();
    await ben.reload();
    await ben.getByText(facts.because).waitFor();
    await ben.getByText('Missed readings of 2 patients are quiet until it is heard again.').waitFor();
    await ben.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await ben.getByText('Acknowledged by Ben Okoye.').waitFor();
    expect(desk.problems).toEqual([]);
  });
});
