import { type ReactNode, useState } from 'react';
import { Button } from '../kit/button.tsx';
import type { Query } from '../lib/api.ts';
import { withQuery } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { CareForm } from './care-form.tsx';
import { type CareProps, patientPath } from './care-props.ts';
import type { CareSpec } from './care-spec.ts';
import { Section } from './section.tsx';
import { type CareAct, useCareAct } from './use-care-act.ts';

type Props<T> = CareProps & {
  /** below the patient's address, where the list is read and added to */
  readonly of: string;
  readonly query?: Query;
  readonly words: { readonly title: string; readonly add: string; readonly told: { readonly add: string } };
  readonly form: CareSpec;
  readonly mayAdd: boolean;
  /** `items` is null until they are here */
  readonly children: (items: readonly T[] | null, act: CareAct) => ReactNode;
};

/** What is on file of a patient, of one kind, with a form that adds to it. */
export const RecordSection = <T,>(props: Props<T>) => {
  const { desk, subject, of, query = {}, words, form, mayAdd, children } = props;
  const path = patientPath(subject, of);
  const { value, problem, reload } = useResource<{ readonly items: readonly T[] }>(
    withQuery(path, query),
    desk.turns.patient,
  );
  const act = useCareAct(desk);
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title={words.title}
      actions={
        mayAdd && (
          <Button small aria-expanded={isAdding} onPress={() => setAdding(!isAdding)}>
            {words.add}
          </Button>
        )
      }
      act={act}
      isLoading={value === null}
      problem={problem}
      onRetry={reload}
    >
      {isAdding && (
        <CareForm
          spec={form}
          id={`${of} ${subject.summary.id}`}
          busy={act.busy}
          onClose={() => setAdding(false)}
          onSend={async body => (await act.run({ method: 'POST', path, body }, words.told.add)) !== null}
        />
      )}
      {children(value?.items ?? null, act)}
    </Section>
  );
};
