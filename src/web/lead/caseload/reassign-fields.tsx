import { useMemo } from 'react';
import type { z } from 'zod';
import type { colleagueSchema } from '../../../contract/session.ts';
import { permissionsOf } from '../../../domain/role.ts';
import { NumberField } from '../../kit/number-field.tsx';
import { RadioGroup } from '../../kit/radio-group.tsx';
import { Select } from '../../kit/select.tsx';
import type { PageOf } from '../../lib/api.ts';
import { leadWords } from '../../strings/lead.ts';
import { useReport } from '../use-report.ts';
import { ChooseLines } from './choose-lines.tsx';
import type { ReassignDraft } from './reassign-draft.ts';

const { caseload: words } = leadWords;

type Colleague = z.infer<typeof colleagueSchema>;

/** People who may act on lines, but for who has them now. */
const useReceivers = (from: string | null): readonly string[] => {
  const page = useReport<PageOf<Colleague>>('colleagues').value;
  return useMemo(
    () =>
      (page?.items ?? [])
        .filter(({ name, roles }) => name !== from && permissionsOf(roles).has('worklist:act'))
        .map(({ name }) => name),
    [page, from],
  );
};

type Props = {
  readonly from: string | null;
  readonly program: string;
  readonly all: number;
  readonly draft: ReassignDraft;
  readonly onChange: (draft: ReassignDraft) => void;
};

export const ReassignFields = ({ from, program, all, draft, onChange }: Props) => {
  const receivers = useReceivers(from);
  const off = program === '' ? null : words.only;
  return (
    <>
      <Select
        label={words.to}
        value={draft.to}
        placeholder={words.toPlaceholder}
        onChange={to => onChange({ ...draft, to })}
        choices={receivers.map(name => ({ value: name, label: name }))}
      />
      <RadioGroup
        label={words.which}
        value={draft.which}
        onChange={which => onChange({ ...draft, which: which as ReassignDraft['which'] })}
        choices={[
          { value: 'all', label: words.all(all), off },
          { value: 'first', label: words.first, off },
          { value: 'chosen', label: words.chosen },
        ]}
      />
      {draft.which === 'first' && (
        <NumberField
          label={words.count}
          help={words.countHelp}
          value={draft.count}
          min={1}
          max={all}
          onChange={count => onChange({ ...draft, count })}
        />
      )}
      {draft.which === 'chosen' && (
        <ChooseLines
          from={from}
          program={program}
          chosen={draft.chosen}
          onChange={chosen => onChange({ ...draft, chosen })}
        />
      )}
    </>
  );
};
