import type { App } from '../app.ts';
import { putRiskSettings, readRiskSettings } from '../risk/settings.ts';

const why = 'demonstration: these patients are simulated, as were those the model was trained on';

/** Lets deterioration count in the demonstration's rankings, where its model is there. */
export const rankDemo = async ({ store, risk }: Pick<App, 'store' | 'risk'>, at: number): Promise<void> => {
  const model = risk.scorers.find(scorer => scorer.id === 'deterioration');
  if (!model || model.unavailable !== null) return;
  const deps = { store, scorers: risk.scorers, actor: { type: 'system' }, at } as const;
  for (const { id } of await store.reader.select({ id: store.t.program.id }).from(store.t.program)) {
    const { version, percents, capacity, alertEveryDays } = await readRiskSettings(store, risk.scorers, id);
    await putRiskSettings(deps, id, {
      version,
      percents,
      capacity,
      alertEveryDays,
      deterioration: { on: true, why },
    });
  }
};
