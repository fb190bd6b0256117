import type { QuestionBody } from '../../contract/symptoms.ts';
import { Button } from '../kit/button.tsx';
import { withQuery } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { careWords } from '../strings/care.ts';
import { text } from '../strings.ts';
import { CareForm } from './care-form.tsx';
import type { CareSpec } from './care-spec.ts';
import { restNone, symptomBody, symptomFields } from './symptom-answers.ts';

const { symptoms: words } = careWords;

type Props = {
  readonly programId: string;
  readonly patientId: string;
  readonly busy: boolean;
  readonly onSend: (body: object) => Promise<boolean>;
  readonly onClose: () => void;
};

const formOf = (questions: readonly QuestionBody[]): CareSpec => ({
  title: words.formTitle,
  submit: words.submit,
  start: { saidBy: 'patient' },
  hint: words.help,
  fields: () => symptomFields(questions),
  body: values => symptomBody(values, questions),
});

/** The questions of the program, worst first. */
export const SymptomsForm = ({ programId, patientId, ...props }: Props) => {
  const path = withQuery('symptoms/questions', { program: programId });
  const { value, problem, reload } = useResource<{ readonly items: readonly QuestionBody[] }>(path, 0);
  if (problem) return <ProblemBox title={careWords.failed} problem={problem} onRetry={reload} />;
  if (value === null) return <p className="muted">{text.loading}</p>;
  return (
    <CareForm
      {...props}
      isList
      id={`symptoms ${patientId}`}
      spec={formOf(value.items)}
      below={(values, set) => (
        <div className="buttons">
          <Button small onPress={() => set(restNone(values, value.items))}>
            {words.restNone}
          </Button>
        </div>
      )}
    />
  );
};
