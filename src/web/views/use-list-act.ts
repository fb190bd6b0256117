import { type Act, useAct } from '../lib/use-act.ts';
import type { Desk } from '../use-desk.ts';
import type { Turns } from '../use-live.ts';

/** Changes made from a list, which is read again after each. */
export const useListAct = (desk: Desk, topic: keyof Turns): Act => {
  const again = () => {
    desk.again(topic, 'patient');
    desk.worklist.refresh();
  };
  const { busy, outcome, act } = useAct({ onRefused: again });
  return {
    busy,
    outcome,
    act: async <T>(...deed: Parameters<typeof act<T>>) => {
      const answer = await act<T>(...deed);
      if (answer !== null) again();
      return answer;
    },
  };
};
