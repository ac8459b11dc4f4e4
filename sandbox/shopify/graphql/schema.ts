import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLScalarType,
  type GraphQLSchema,
  isScalarType,
  Kind,
} from 'graphql';

let built: GraphQLSchema | undefined;

/** The whole Admin API schema of 2026-10, built once per process (0.2 s); scalars check what they are given. */
export function loadAdminSchema(): GraphQLSchema {
  built ??= build();
  return built;
}

function build(): GraphQLSchema {
  const file = new URL('../schema/admin-2026-10.graphql', import.meta.url);
  const schema = buildSchema(readFileSync(file, 'utf8'), { assumeValidSDL: true });
  const scalar = (name: string, change: (type: GraphQLScalarType) => void) => {
    const type = schema.getType(name);
    if (!isScalarType(type)) throw new Error(`the schema has no scalar ${name}`);
    change(type);
  };
  for (const name of ['DateTime', 'Date']) {
    scalar(name, (type) => {
      type.serialize = (value) =>
        value instanceof Date
          ? value
              .toISOString()
              .replace(/\.\d+Z$/, 'Z')
              .slice(0, name === 'Date' ? 10 : undefined)
          : value;
      type.parseValue = (value) => {
        if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) {
          throw new Error(`Could not coerce value ${JSON.stringify(value)} to ${name}`);
        }
        return value;
      };
    });
  }
  for (const name of ['Decimal', 'Money']) {
    scalar(name, (type) => {
      type.parseValue = (value) => {
        const text = typeof value === 'number' ? String(value) : value;
        if (typeof text !== 'string' || !/^-?\d+(\.\d*)?$|^-?\.\d+$/.test(text.trim())) {
          throw new Error(`Could not coerce value ${JSON.stringify(value)} to ${name}`);
        }
        return text;
      };
      type.parseLiteral = (node) =>
        node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
          ? type.parseValue(node.value)
          : undefined;
    });
  }
  for (const name of ['BigInt', 'UnsignedInt64']) {
    scalar(name, (type) => {
      type.serialize = (value) => String(value);
    });
  }
  return schema;
}
