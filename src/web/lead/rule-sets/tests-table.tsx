import type { BacktestBody } from '../../../contract/backtests.ts';
import { Badge, type Tone } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { formatTime } from '../../lib/times.ts';
import { leadWords } from '../../strings/lead.ts';
import { percent } from '../figures.ts';
import { FiguresTable } from '../figures-table.tsx';

const { ruleSets: words } = leadWords;

const tones: Readonly<Record<BacktestBody['state'], Tone>> = {
  running: 'accent',
  done: 'good',
  failed: 'urgent',
};

type Props = {
  readonly name: string;
  readonly tests: readonly BacktestBody[];
  readonly onShow: (id: string) => void;
};

export const TestsTable = ({ name, tests, onShow }: Props) => (
  <FiguresTable
    caption={words.tests(name)}
    columns={[
      { id: 'at', title: words.testColumns.at, cell: test => formatTime(test.at, 'full') },
      { id: 'by', title: words.testColumns.by, cell: test => test.by },
      { id: 'days', title: words.testColumns.days, isNumber: true, cell: test => test.days },
      {
        id: 'state',
        title: words.testColumns.state,
        cell: test => (
          <Badge tone={tones[test.state]}>
            {words.states[test.state]} {test.state === 'running' && percent(test.progress)}
          </Badge>
        ),
      },
      {
        id: 'show',
        title: words.testColumns.show,
        cell: test => (
          <Button
            small
            aria-label={words.showOf(formatTime(test.at, 'dayTime'))}
            onPress={() => onShow(test.id)}
          >
            {words.show}
          </Button>
        ),
      },
    ]}
    rows={tests}
    idOf={test => test.id}
    empty={words.noTests}
  />
);
