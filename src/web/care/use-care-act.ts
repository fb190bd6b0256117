import type { Change } from '../lib/api.ts';
import { type Act, useAct } from '../lib/use-act.ts';
import type { Desk } from '../use-desk.ts';

export type CareAct = Pick<Act, 'busy' | 'outcome'> & {
  /** the server's answer, or null when nothing is known to be saved; what is shown of the patient is read again */
  readonly run: <T>(change: Change, notice: string | ((value: T) => string)) => Promise<T | null>;
};

export const useCareAct = (desk: Desk): CareAct => {
  const again = () => {
    desk.again('patient');
    desk.worklist.refresh();
  };
  const { busy, outcome, act } = useAct({ onRefused: again });
  return {
    busy,
    outcome,
    run: async <T>(change: Change, notice: string | ((value: T) => string)) => {
      const told = { about: '', notice: typeof notice === 'string' ? () => notice : notice };
      const value = await act<T>(change, told);
      if (value !== null) again();
      return value;
    },
  };
};
