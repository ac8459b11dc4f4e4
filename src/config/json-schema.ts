import { z } from 'zod';
import { fileMeanings } from './file-meanings.ts';
import { configFileSchema } from './file-schema.ts';

/** The part of JSON Schema that the configuration file uses. */
export interface SchemaNode {
  readonly description?: string;
  readonly default?: unknown;
  /** A list where null is allowed too. */
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
}

/**
 * JSON Schema of the configuration file, for editors and for `docs/config.schema.json`. Descriptions
 * come from the table of meanings, unless the schema in code brings its own.
 */
export function configJsonSchema(): SchemaNode {
  const schema = z.toJSONSchema(configFileSchema, { io: 'input', target: 'draft-2020-12' });
  const titled = { ...(schema as SchemaNode), title: 'Backhaul configuration file' };
  return describeNode(titled, '');
}

function describeNode(node: SchemaNode, path: string): SchemaNode {
  const meaning = node.description ?? fileMeanings[path];
  return {
    ...(meaning === undefined ? {} : { description: meaning }),
    ...node,
    ...(node.items === undefined ? {} : { items: describeNode(node.items, `${path}[]`) }),
    ...(node.properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(node.properties).map(([key, child]) => [
              key,
              describeNode(child, path === '' ? key : `${path}.${key}`),
            ]),
          ),
        }),
  };
}

/** Every setting that can be written in the file, as `path → node`, in the order of the schema. */
export function fileSettings(
  node = configJsonSchema(),
  path = '',
): readonly [string, SchemaNode][] {
  if (node.properties !== undefined) {
    return Object.entries(node.properties).flatMap(([key, child]) =>
      fileSettings(child, path === '' ? key : `${path}.${key}`),
    );
  }
  if (node.items?.properties !== undefined) return fileSettings(node.items, `${path}[]`);
  return [[path, node]];
}
