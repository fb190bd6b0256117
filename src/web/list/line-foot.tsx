import type { WorklistLineBody } from '../../contract/worklist.ts';
import { text } from '../strings.ts';
import { factsOf } from './line-facts.ts';
import { fullName } from './line-name.ts';

type Props = { readonly item: WorklistLineBody | null; readonly now: number };

/** All about the line under the cursor, in a place of its own, so that no line grows and none moves. */
export const LineFoot = ({ item, now }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it does not fit, and must by keys too
  <section className="line-foot" aria-label={text.facts.title} tabIndex={0}>
    {item === null ? (
      <p className="muted">{text.facts.none}</p>
    ) : (
      <>
        <h3>{fullName(item.patient)}</h3>
        <dl>
          {factsOf(item, now).map(({ name, label, text: said }) => (
            <div key={name} className={`fact-${name}`}>
              <dt>{label}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
      </>
    )}
  </section>
);
