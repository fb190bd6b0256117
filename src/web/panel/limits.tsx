import type { ReactNode } from 'react';
import type { OverrideBody, PatientLimitsBody } from '../../contract/overrides.ts';
import { type LimitName, limitGroups } from '../lead/rule-sets/limit-fields.ts';
import type { Change } from '../lib/api.ts';
import { useAct } from '../lib/use-act.ts';
import { useResource } from '../lib/use-resource.ts';
import { usePermission, usePreferences } from '../session/session.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { limitWords } from '../strings/panel-charts.ts';
import { text } from '../strings.ts';
import '../styles/panel-more.css';
import type { Desk } from '../use-desk.ts';
import { LimitsOver } from './limits-over.tsx';
import { type LimitsOf, LimitsRow, limitColumns } from './limits-row.tsx';
import { limitOf, settingName } from './limits-value.ts';

const Rows = ({ children }: { readonly children: ReactNode }) => (
  <table className="readings limits">
    <thead>
      <tr>
        {limitColumns.map(title => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
);

type GroupProps = LimitsOf & {
  readonly limits: PatientLimitsBody;
  readonly group: (typeof limitGroups)[number];
};

const ownFor = ({ own }: PatientLimitsBody, key: string): OverrideBody | null =>
  own.find(each => each.key === key) ?? null;

const Group = ({ limits, group, ...of }: GroupProps) => {
  const ownCount = group.fields.filter(({ name }) => ownFor(limits, `limits.${name}`)).length;
  return (
    <details open={ownCount > 0}>
      <summary>
        {limitWords.groups[group.id]}{' '}
        {ownCount > 0 && <span className="mark">{limitWords.ownCount(ownCount)}</span>}
      </summary>
      <Rows>
        {group.fields.map(({ name }) => (
          <LimitsRow
            key={name}
            {...of}
            name={name}
            settingKey={`limits.${name}`}
            program={limits.program.limits[name]}
            inForce={limits.inForce.limits[name]}
            own={ownFor(limits, `limits.${name}`)}
            isLocked={limits.locked.includes(`limits.${name}`)}
          />
        ))}
      </Rows>
    </details>
  );
};

/** Own settings of rules, which are made elsewhere, can be ended here. */
const OfRules = ({ limits, ...of }: LimitsOf & { readonly limits: PatientLimitsBody }) => {
  const own = limits.own.filter(each => limitOf(each.key) === null);
  if (own.length === 0) return null;
  return (
    <Rows>
      {own.map(each => (
        <LimitsRow
          key={each.id}
          {...of}
          name={null}
          settingKey={each.key}
          program={each.programValue}
          inForce={each.value}
          own={each}
          isLocked={limits.locked.includes(each.key)}
        />
      ))}
    </Rows>
  );
};

/** Limits as they are now, and how they are changed; what is shown of the patient is read again then. */
const useLimits = (desk: Desk, patientId: string) => {
  const path = `patients/${encodeURIComponent(patientId)}/limits`;
  const resource = useResource<PatientLimitsBody>(path, desk.turns.patient);
  const { busy, outcome, act } = useAct({ onRefused: resource.reload });
  const change = async (change: Change, notice: string): Promise<boolean> => {
    const value = await act<PatientLimitsBody>(change, { about: patientId, notice: () => notice });
    if (value === null) return false;
    resource.set(value);
    desk.again('patient');
    return true;
  };
  const { saved, ended } = limitWords.form;
  const onSet: LimitsOf['onSet'] = (name: LimitName, body) =>
    change({ method: 'POST', path, body }, saved(limitWords.names[name]));
  const onEnd: LimitsOf['onEnd'] = ({ id, key }, body) =>
    change({ method: 'POST', path: `${path}/${encodeURIComponent(id)}/end`, body }, ended(settingName(key)));
  return { resource, busy, outcome, onSet, onEnd };
};

type Props = { readonly desk: Desk; readonly patientId: string };

/** What a patient is judged by, and the own values that can be set in place of the program's. */
export const Limits = ({ desk, patientId }: Props) => {
  const units = usePreferences();
  const mayChange = usePermission('patients:write');
  const { resource, busy, outcome, onSet, onEnd } = useLimits(desk, patientId);
  const { value: limits, problem, reload } = resource;
  const of: LimitsOf = { patientId, units, now: desk.now, busy, mayChange, onSet, onEnd };
  return (
    <section aria-labelledby="limits-title">
      <h3 id="limits-title">{limitWords.title}</h3>
      <p className="muted">{limitWords.about}</p>
      <output className="notice">{outcome?.ok ? outcome.notice : ''}</output>
      {outcome?.ok === false && <ProblemBox problem={outcome.problem} />}
      {problem && <ProblemBox title={limitWords.failed} problem={problem} onRetry={reload} />}
      {limits === null && !problem && <p className="muted">{text.loading}</p>}
      {limits && limitGroups.map(group => <Group key={group.id} {...of} limits={limits} group={group} />)}
      {limits && <OfRules {...of} limits={limits} />}
      {limits && <LimitsOver history={limits.history} units={units} />}
    </section>
  );
};
