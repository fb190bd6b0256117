import { describe, expect, test } from 'vitest';
import { type Field, fieldsOf, type Schema } from '../../src/api/docs-fields.ts';

const person: Schema = {
  type: 'object',
  properties: { id: { type: 'string' }, age: { type: ['number', 'null'], description: 'in years' } },
  required: ['id'],
};
const schemas = { Person: person };

const told = (fields: readonly Field[]): unknown[] =>
  fields.map(({ name, type, required, fields: inner }) => [
    `${name}${required ? '' : '?'}: ${type}`,
    ...(inner.length > 0 ? [told(inner)] : []),
  ]);
const fields = (schema: Schema) => told(fieldsOf(schemas, schema));

describe('the fields of a schema', () => {
  test('are its own, with type, description and whether they must be there', () => {
    expect(fields(person)).toEqual([['id: string'], ['age?: number | null']]);
    expect(fieldsOf(schemas, person)[1]?.description).toBe('in years');
  });

  test('of a named one are those behind the name', () => {
    expect(fields({ $ref: '#/components/schemas/Person' })).toEqual(fields(person));
  });

  test('of a composed one are those of all its parts', () => {
    const more: Schema = { type: 'object', properties: { site: { type: 'string' } }, required: ['site'] };
    expect(fields({ allOf: [{ $ref: '#/components/schemas/Person' }, more] })).toEqual([
      ['id: string'],
      ['age?: number | null'],
      ['site: string'],
    ]);
  });

  test.each(['anyOf', 'oneOf'] as const)(
    'of one that is %s several are those of each, none of which must be there',
    key => {
      const other: Schema = {
        type: 'object',
        properties: { role: { enum: ['lead', 'provider'] } },
        required: ['role'],
      };
      expect(fields({ [key]: [person, other, { type: 'null' }] })).toEqual([
        ['id?: string'],
        ['age?: number | null'],
        ['role?: lead | provider'],
      ]);
    },
  );

  test('within hold those of a nameless object, also in a list, and the name of a named one', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        who: { $ref: '#/components/schemas/Person' },
        all: { type: 'array', items: { $ref: '#/components/schemas/Person' } },
        maybe: { oneOf: [{ $ref: '#/components/schemas/Person' }, { type: 'null' }] },
        lines: {
          type: 'array',
          items: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
        },
      },
    };
    expect(fields(schema)).toEqual([
      ['who?: Person'],
      ['all?: list of Person'],
      ['maybe?: Person | null'],
      ['lines?: list of object', [['n: integer']]],
    ]);
  });

  test('of what is no object are none', () => {
    expect(fields({ type: 'string' })).toEqual([]);
    expect(fields({ $ref: '#/components/schemas/Nobody' })).toEqual([]);
  });
});
