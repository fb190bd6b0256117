import { useState } from 'react';
import type { ProblemOfPatient } from '../../contract/medications.ts';
import { codeSystems } from '../../domain/encounter.ts';
import { type CareProps, patientPath } from '../care/care-props.ts';
import type { CareSpec } from '../care/care-spec.ts';
import { Confirm } from '../care/confirm.tsx';
import { RecordSection } from '../care/record-section.tsx';
import type { CareAct } from '../care/use-care-act.ts';
import { Button } from '../kit/button.tsx';
import { usePermission } from '../session/session.ts';
import { careWords } from '../strings/care.ts';
import { filled } from '../verbs/form-spec.ts';

const { problems: words } = careWords;
const { fields: labels } = words;

const form: CareSpec = {
  title: words.form[0],
  submit: words.form[1],
  start: { system: 'icd10' },
  fields: () => [
    {
      name: 'system',
      label: labels.system,
      is: 'pick',
      choices: codeSystems.map(value => ({ value, label: words.systems[value] })),
    },
    {
      name: 'code',
      label: labels.code,
      is: 'text',
      required: true,
      max: 20,
      help: words.codeHelp,
      half: true,
    },
    { name: 'onset', label: labels.onset, is: 'day', half: true },
  ],
  body: values => {
    const code = filled(values, 'code');
    const { system, onset } = values;
    return code ? { system, code, ...(onset && { onset }) } : null;
  },
};

type EntryProps = {
  readonly problem: ProblemOfPatient;
  readonly path: string;
  readonly act: CareAct;
  readonly mayChange: boolean;
};

const Entry = ({ problem, path, act, mayChange }: EntryProps) => {
  const { id, code, system, groups, onset, version } = problem;
  const [isAsked, setAsked] = useState(false);
  const remove = () =>
    void act.run(
      { method: 'POST', path: `${path}/${encodeURIComponent(id)}/remove`, body: { version } },
      words.told.remove,
    );
  return (
    <li>
      <p className="entry-line">
        <span>
          <strong>{code}</strong> {groups.join(', ')}{' '}
          <span className="muted small">
            {words.systems[system]}
            {onset && `, ${words.since(onset)}`}
          </span>
        </span>
        {mayChange && !isAsked && (
          <Button small look="link" aria-label={`${words.remove} ${code}`} onPress={() => setAsked(true)}>
            {words.remove}
          </Button>
        )}
      </p>
      {isAsked && (
        <Confirm
          title={words.removeForm[0]}
          why={words.removeWhy}
          submit={words.removeForm[1]}
          busy={act.busy}
          onConfirm={remove}
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  );
};

/** The diagnoses on file, and in which groups they count. */
export const Problems = (props: CareProps) => {
  const path = patientPath(props.subject, 'problems');
  const mayChange = usePermission('patients:write');
  return (
    <RecordSection<ProblemOfPatient> {...props} of="problems" words={words} form={form} mayAdd={mayChange}>
      {(items, act) => (
        <>
          {items?.length === 0 && <p className="muted">{words.none}</p>}
          <ul className="notes">
            {items?.map(each => (
              <Entry key={each.id} problem={each} path={path} act={act} mayChange={mayChange} />
            ))}
          </ul>
        </>
      )}
    </RecordSection>
  );
};
