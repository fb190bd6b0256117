import { useState } from 'react';
import type { OverrideBody } from '../../contract/overrides.ts';
import type { Units } from '../chart/units.ts';
import { Button } from '../kit/button.tsx';
import type { LimitName } from '../lead/rule-sets/limit-fields.ts';
import { formatTime } from '../lib/times.ts';
import { limitWords } from '../strings/panel-charts.ts';
import { LimitsEndForm } from './limits-end-form.tsx';
import { LimitsForm } from './limits-form.tsx';
import { limitText, settingName, settingText } from './limits-value.ts';

const { columns } = limitWords;

export const limitColumns = [columns.limit, columns.program, columns.own, columns.why, columns.act];

/** What the rows of a patient share. */
export type LimitsOf = {
  readonly patientId: string;
  readonly units: Units;
  readonly now: number;
  readonly busy: boolean;
  readonly mayChange: boolean;
  readonly onSet: (name: LimitName, body: object) => Promise<boolean>;
  readonly onEnd: (own: OverrideBody, body: object) => Promise<boolean>;
};

const Why = ({ own }: { readonly own: OverrideBody }) => (
  <>
    {own.why}
    <span className="muted small">
      {' '}
      {limitWords.byAt(own.by, formatTime(own.from, 'date'))},{' '}
      {own.until ? limitWords.until(formatTime(own.until, 'date')) : limitWords.untilEnded}
    </span>
  </>
);

type Doing = 'change' | 'end' | null;
type Props = LimitsOf & {
  readonly settingKey: string;
  /** null: a setting of a rule, which is only ended here */
  readonly name: LimitName | null;
  readonly program: unknown;
  readonly inForce: unknown;
  readonly own: OverrideBody | null;
  readonly isLocked: boolean;
};

const Acts = ({
  name,
  own,
  isLocked,
  settingKey,
  onDo,
}: Props & { readonly onDo: (doing: Doing) => void }) => {
  if (isLocked) return <span className="muted small">{limitWords.locked}</span>;
  const title = settingName(settingKey);
  return (
    <span className="buttons">
      {name && (
        <Button small aria-label={limitWords.changeOf(title)} onPress={() => onDo('change')}>
          {limitWords.change}
        </Button>
      )}
      {own && (
        <Button small aria-label={limitWords.endOf(title)} onPress={() => onDo('end')}>
          {limitWords.end}
        </Button>
      )}
    </span>
  );
};

const Form = ({
  doing,
  onClose,
  ...props
}: Props & { readonly doing: Doing; readonly onClose: () => void }) => {
  const { name, own, program, inForce, units, patientId, now, busy, settingKey } = props;
  if (doing === 'change' && name) {
    const onSend = (body: object) => props.onSet(name, body);
    return <LimitsForm {...{ patientId, name, program, inForce, units, now, busy, onSend, onClose }} />;
  }
  if (doing !== 'end' || !own) return null;
  const onSend = (body: object) => props.onEnd(own, body);
  return (
    <LimitsEndForm
      {...{ id: own.id, busy, onSend, onClose }}
      name={settingName(settingKey)}
      program={settingText(settingKey, program, units)}
    />
  );
};

/** One limit: the program's value, the own one with its reason, and the form that changes it below. */
export const LimitsRow = (props: Props) => {
  const [doing, setDoing] = useState<Doing>(null);
  const { settingKey, name, program, own, units, mayChange } = props;
  return (
    <>
      <tr className={own ? 'own' : undefined}>
        <th scope="row">{settingName(settingKey)}</th>
        <td>{name ? limitText(name, program, units) : settingText(settingKey, program, units)}</td>
        <td>{own ? <strong>{settingText(settingKey, own.value, units)}</strong> : limitWords.noneOwn}</td>
        <td>{own && <Why own={own} />}</td>
        <td>{mayChange && <Acts {...props} onDo={setDoing} />}</td>
      </tr>
      {doing && (
        <tr>
          <td colSpan={limitColumns.length}>
            <Form {...props} doing={doing} onClose={() => setDoing(null)} />
          </td>
        </tr>
      )}
    </>
  );
};
