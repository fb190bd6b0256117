export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

export type Schemas = Readonly<Record<string, Schema>>;

export type Field = {
  readonly name: string;
  /** words; one that names a schema of the document stands alone between spaces */
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  /** of an object that has no name of its own */
  readonly fields: readonly Field[];
};

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? '';
const either = (schema: Schema): readonly Schema[] | undefined => schema.anyOf ?? schema.oneOf;

export const typeOf = (schema: Schema): string => {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ');
  const options = either(schema);
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map(typeOf)[0] ?? 'object';
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  return [schema.type ?? 'anything'].flat().join(' | ');
};

type Parts = { readonly schema: Schema; readonly optional: boolean };

/** The objects whose fields a schema has: itself, what it is composed of, each of several it may be. */
const objectsOf = (schemas: Schemas, schema: Schema, optional = false): Parts[] => {
  if (schema.$ref !== undefined) {
    return objectsOf(schemas, schemas[nameOf(schema.$ref)] ?? {}, optional);
  }
  const options = either(schema);
  const composed = schema.allOf?.flatMap(part => objectsOf(schemas, part, optional)) ?? [];
  const possible = options?.flatMap(part => objectsOf(schemas, part, true)) ?? [];
  return [{ schema, optional }, ...composed, ...possible];
};

/** Fields of objects within that have no name of their own; a named one is described once, under its name. */
const within = (schemas: Schemas, schema: Schema): readonly Field[] => {
  if (schema.$ref !== undefined) return [];
  if (schema.items !== undefined) return within(schemas, schema.items);
  const nameless = either(schema)?.filter(option => option.$ref === undefined);
  return fieldsOf(schemas, nameless === undefined ? schema : { anyOf: nameless });
};

/** The fields of a schema, each once, with those of nameless objects within. */
export const fieldsOf = (schemas: Schemas, schema: Schema): readonly Field[] => {
  const fields = new Map<string, Field>();
  for (const { schema: part, optional } of objectsOf(schemas, schema)) {
    for (const [name, field] of Object.entries(part.properties ?? {})) {
      fields.set(name, {
        name,
        type: typeOf(field),
        required: !optional && (part.required ?? []).includes(name),
        description: field.description ?? '',
        fields: within(schemas, field),
      });
    }
  }
  return [...fields.values()];
};
