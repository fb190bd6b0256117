import { html } from 'hono/html';
import { errorCodes } from '../errors.ts';
import { fieldsOf, type Schema, type Schemas } from './docs-fields.ts';
import { fieldList, type Operation, operationSection } from './docs-operation.ts';

type Paths = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type Document = {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths?: Paths;
  readonly webhooks?: Paths;
  readonly components?: { readonly schemas?: Schemas };
};

const sections = (schemas: Schemas, paths: Paths = {}) =>
  Object.entries(paths).map(([path, methods]) =>
    Object.entries(methods).map(([method, op]) => operationSection(schemas, method, path, op as Operation)),
  );

const shape = (schemas: Schemas, name: string, schema: Schema) => html`
  <section id="${name}">
    <h3><code>${name}</code></h3>
    ${schema.description ? html`<p>${schema.description}</p>` : ''} ${fieldList(schemas, fieldsOf(schemas, schema))}
  </section>
`;

const styles = html`<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h3 { font-size: 1rem; margin: 0; }
  h4 { font-size: 0.875rem; margin: 0.5rem 0 0; }
  section { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.75rem 0; }
  p, ul { margin: 0.25rem 0; }
  .said { white-space: pre-line; }
</style>`;

/** The API on one page for people, drawn from the OpenAPI document; it loads nothing from anywhere else. */
export const docsPage = ({ info, paths, webhooks, components }: Document) => {
  const schemas = components?.schemas ?? {};
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title} API</title>
        ${styles}
      </head>
      <body>
        <h1>${info.title} API</h1>
        <p>${info.description ?? ''}</p>
        <p>Machine-readable: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
        <p><a href="#routes">Routes</a> · <a href="#events">Events sent to webhooks</a> · <a href="#shapes">Shapes</a></p>
        <h2>Problems</h2>
        <p>Whatever is refused is answered with a <a href="#Problem">Problem</a> of one of these codes.</p>
        <ul>
          ${errorCodes.map(code => html`<li id="${code}"><code>${code}</code></li>`)}
        </ul>
        <h2 id="routes">Routes</h2>
        ${sections(schemas, paths)}
        <h2 id="events">Events sent to webhooks</h2>
        ${sections(schemas, webhooks)}
        <h2 id="shapes">Shapes</h2>
        ${Object.entries(schemas).map(([name, schema]) => shape(schemas, name, schema))}
      </body>
    </html>`;
};
