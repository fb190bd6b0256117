import type { LimitsBody } from '../../../contract/programs.ts';
import { NumberField } from '../../kit/number-field.tsx';
import { leadWords } from '../../strings/lead.ts';
import { type GlucoseUnit, limitGroups, numberOf, type Typed } from './limit-fields.ts';

const { ruleSets: words } = leadWords;

type Props = {
  readonly current: LimitsBody;
  readonly unit: GlucoseUnit;
  readonly typed: Typed;
  readonly wrong: { readonly field: string; readonly message: string } | null;
  readonly onChange: (typed: Typed) => void;
};

type FieldProps = Omit<Props, 'wrong'> & {
  readonly field: (typeof limitGroups)[number]['fields'][number];
  readonly error: string | null;
};

const LimitField = ({ field, current, unit, typed, error, onChange }: FieldProps) => {
  const { name } = field;
  const now = numberOf(current[name], unit);
  const isGlucose = typeof current[name] !== 'number';
  const value = name in typed ? (typed[name] ?? null) : now;
  return (
    <div className={value === now ? '' : 'changed'}>
      <NumberField
        label={words.limits[name]}
        help={value === now ? null : words.isChanged(String(now))}
        value={value}
        onChange={next => onChange({ ...typed, [name]: next })}
        step={isGlucose && unit === 'mmol/L' ? 0.1 : field.step}
        unit={isGlucose ? unit : field.unit}
        error={error}
      />
    </div>
  );
};

/** All limits of a program, each with what is in force beside it once it differs. */
export const LimitsForm = ({ wrong, ...props }: Props) => (
  <div className="limit-groups">
    {limitGroups.map(({ id, fields }) => (
      <fieldset key={id} className="limit-group">
        <legend>{words.groups[id]}</legend>
        {fields.map(field => (
          <LimitField
            key={field.name}
            {...props}
            field={field}
            error={wrong?.field === `limits.${field.name}` ? wrong.message : null}
          />
        ))}
      </fieldset>
    ))}
  </div>
);
