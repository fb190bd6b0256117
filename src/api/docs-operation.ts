import { html } from 'hono/html';
import { type Field, fieldsOf, type Schema, type Schemas, typeOf } from './docs-fields.ts';

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export type Operation = {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >;
};

/** Words of a type; what is described elsewhere on the page leads there. */
const typeInWords = (schemas: Schemas, type: string) =>
  type.split(' ').map((word, i) => {
    const space = i === 0 ? '' : ' ';
    return word in schemas ? html`${space}<a href="#${word}">${word}</a>` : html`${space}${word}`;
  });

type Html = ReturnType<typeof html>;

const fieldLine = (schemas: Schemas, { name, type, required, description, fields }: Field): Html => html`<li>
  <code>${name}</code> <i>${typeInWords(schemas, type)}</i>${required ? '' : ', optional'}${description ? `: ${description}` : ''}
  ${fields.length > 0 ? fieldList(schemas, fields) : ''}
</li>`;

export const fieldList = (schemas: Schemas, fields: readonly Field[]): Html =>
  html`<ul>${fields.map(field => fieldLine(schemas, field))}</ul>`;

/** What a body is: a link where it has a name, its fields where it has none. */
const bodyOf = (schemas: Schemas, content: Content = {}) =>
  Object.entries(content).map(([type, { schema = {} }]) => {
    const named = schema.$ref !== undefined;
    const fields = named ? [] : fieldsOf(schemas, schema);
    return html`<code>${type}</code> <i>${typeInWords(schemas, typeOf(schema))}</i>
      ${fields.length > 0 ? fieldList(schemas, fields) : ''}`;
  });

const parameterList = (schemas: Schemas, parameters: NonNullable<Operation['parameters']>) =>
  html`<ul>
    ${parameters.map(({ name, in: where, required, description, schema }) =>
      fieldLine(schemas, {
        name,
        type: `${where}, ${typeOf(schema ?? {})}`,
        required: required ?? false,
        description: description ?? schema?.description ?? '',
        fields: [],
      }),
    )}
  </ul>`;

/** One route, or one kind of event: what is sent, and what comes back. */
export const operationSection = (schemas: Schemas, method: string, path: string, op: Operation) => html`
  <section>
    <h3><code>${method.toUpperCase()}</code> <code>${path}</code></h3>
    <p>${op.summary ?? ''}</p>
    ${op.description ? html`<p class="said">${op.description}</p>` : ''}
    ${op.parameters?.length ? html`<h4>Parameters</h4>${parameterList(schemas, op.parameters)}` : ''}
    ${op.requestBody ? html`<h4>Body</h4>${bodyOf(schemas, op.requestBody.content)}` : ''}
    <h4>Answers</h4>
    <ul>
      ${Object.entries(op.responses ?? {}).map(
        ([status, { description, content }]) =>
          html`<li>
            <b>${status}</b> ${description ?? ''} ${status.startsWith('2') ? bodyOf(schemas, content) : ''}
          </li>`,
      )}
    </ul>
  </section>
`;
