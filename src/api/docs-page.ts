import { html } from 'hono/html';
import { errorCodes } from '../errors.ts';

type Operation = {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
};

export type Document = {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const operation = (path: string, method: string, op: Operation) => html`
  <section>
    <h2><code>${method.toUpperCase()}</code> <code>${path}</code></h2>
    <p>${op.summary ?? ''}</p>
    ${op.description ? html`<p>${op.description}</p>` : ''}
    ${
      op.parameters?.length
        ? html`<p>Parameters: ${op.parameters.map(p => html`<code>${p.name}</code> (${p.in}${p.required ? ', required' : ''}) `)}</p>`
        : ''
    }
    <ul>
      ${Object.entries(op.responses ?? {}).map(([status, r]) => html`<li><b>${status}</b> ${r.description ?? ''}</li>`)}
    </ul>
  </section>
`;

/** The API on one page for people, drawn from the OpenAPI document; it loads nothing from anywhere else. */
export const docsPage = (document: Document) => html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${document.info.title} API</title>
      <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h2 { font-size: 1rem; margin-bottom: 0; }
        section { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.75rem 0; }
        p, ul { margin: 0.25rem 0; }
      </style>
    </head>
    <body>
      <h1>${document.info.title} API</h1>
      <p>${document.info.description ?? ''}</p>
      <p>Machine-readable: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
      <h2>Problems</h2>
      <ul>
        ${errorCodes.map(code => html`<li id="${code}"><code>${code}</code></li>`)}
      </ul>
      ${Object.entries(document.paths ?? {}).map(([path, methods]) =>
        Object.entries(methods).map(([method, op]) => operation(path, method, op as Operation)),
      )}
    </body>
  </html>`;
