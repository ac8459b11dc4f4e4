import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  TypeInfo,
  type ValueNode,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { notModelled } from './errors.ts';
import type { Registry } from './registry.ts';
import { describeErrors } from './validation-errors.ts';
import { type FormattedError, locationOf } from './variables.ts';

export type PreparedDocument = {
  document: DocumentNode;
  fragments: Map<string, FragmentDefinitionNode>;
};

const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);

/** Parses and validates a document against the real schema; problems come back in graphql-ruby's shape. */
export function prepareDocument(
  schema: GraphQLSchema,
  text: string,
): { ok: true; prepared: PreparedDocument } | { ok: false; errors: FormattedError[] } {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      errors: [{ message: message.replace(/^Syntax Error: /, 'syntax error, ') }],
    };
  }
  const errors = validate(schema, document, rules);
  if (errors.length > 0) {
    return {
      ok: false,
      errors: describeErrors(schema, document, errors),
    };
  }
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  return { ok: true, prepared: { document, fragments } };
}

/** The operation to run, by name or because it is the only one. */
export function operationOf(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (name == null) return operations.length === 1 ? operations[0] : undefined;
  return operations.find((one) => one.name?.value === name);
}

/** Fields that nobody modelled, found before anything runs, so that a refused mutation changes nothing. */
export function unmodelledFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  registry: Registry,
): FormattedError[] {
  const info = new TypeInfo(schema);
  const found: FormattedError[] = [];
  const seen = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => {
        const parent = info.getParentType();
        if (!isObjectType(parent) || registry.models(parent.name, node.name.value)) return;
        const key = `${parent.name}.${node.name.value}`;
        if (seen.has(key)) return;
        seen.add(key);
        const error = notModelled(parent.name, node.name.value);
        found.push({
          message: error.message,
          locations: [locationOf(node)],
          extensions: error.extensions,
        });
      },
    }),
  );
  return found;
}

/** The arguments of a field as the client wrote them, variables filled in, in the client's own order. */
export function rawArguments(
  field: FieldNode,
  variables: Record<string, unknown>,
): Record<string, unknown> {
  const raw = (node: ValueNode): unknown => {
    switch (node.kind) {
      case Kind.VARIABLE:
        return variables[node.name.value];
      case Kind.LIST:
        return node.values.map(raw);
      case Kind.OBJECT:
        return Object.fromEntries(node.fields.map((one) => [one.name.value, raw(one.value)]));
      case Kind.NULL:
        return null;
      default:
        return node.value;
    }
  };
  return Object.fromEntries((field.arguments ?? []).map((one) => [one.name.value, raw(one.value)]));
}

/** Names of the variables used in a field's arguments. */
export function variablesUsed(field: FieldNode): string[] {
  return (field.arguments ?? []).flatMap((one) =>
    one.value.kind === Kind.VARIABLE ? [one.value.name.value] : [],
  );
}
