import {
  type GraphQLInputType,
  type GraphQLSchema,
  getLocation,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type OperationDefinitionNode,
  print,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

import { enumOrder } from './enum-order.ts';

type Problem = { path: (string | number)[]; explanation: string };
export type FormattedError = {
  message: string;
  locations?: { line: number; column: number }[];
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
};

/** Checks variables against their types the way graphql-ruby does; one error per bad variable. */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): FormattedError[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const name = definition.variable.name.value;
    const given = Object.hasOwn(variables, name);
    const value = given ? variables[name] : undefined;
    const type = inputTypeOf(schema, definition);
    if (type === undefined) return [];
    if (!given && definition.defaultValue !== undefined) return [];
    if (!given && !isNonNullType(type)) return [];
    const problems = problemsOf(type, value ?? null, []);
    return problems.length === 0 ? [] : [variableError(definition, value ?? null, problems)];
  });
}

function inputTypeOf(schema: GraphQLSchema, definition: VariableDefinitionNode) {
  return typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
}

function variableError(definition: VariableDefinitionNode, value: unknown, problems: Problem[]) {
  const fields = problems
    .filter((problem) => problem.path.length > 0)
    .map((problem) => `${problem.path.join('.')} (${problem.explanation})`);
  const where = fields.length > 0 ? ` for ${fields.join(', ')}` : '';
  return {
    message: `Variable $${definition.variable.name.value} of type ${print(definition.type)} was provided invalid value${where}`,
    locations: [locationOf(definition)],
    extensions: { code: 'INVALID_VARIABLE', value, problems },
  };
}

/** Line and column where a node of the document begins, both from 1. */
export function locationOf(node: { loc?: VariableDefinitionNode['loc'] }): {
  line: number;
  column: number;
} {
  if (node.loc === undefined) return { line: 1, column: 1 };
  const { line, column } = getLocation(node.loc.source, node.loc.start);
  return { line, column };
}

function problemsOf(type: GraphQLInputType, value: unknown, path: (string | number)[]): Problem[] {
  if (isNonNullType(type)) {
    if (value === null) return [{ path, explanation: 'Expected value to not be null' }];
    return problemsOf(type.ofType, value, path);
  }
  if (value === null) return [];
  if (isListType(type)) {
    if (!Array.isArray(value)) return problemsOf(type.ofType, value, path);
    return value.flatMap((item, index) => problemsOf(type.ofType, item ?? null, [...path, index]));
  }
  if (isInputObjectType(type)) return objectProblems(type.name, type.getFields(), value, path);
  if (isEnumType(type)) {
    if (typeof value === 'string' && type.getValue(value) !== undefined) return [];
    const names = enumOrder[type.name] ?? type.getValues().map((one) => one.name);
    return [
      { path, explanation: `Expected ${JSON.stringify(value)} to be one of: ${names.join(', ')}` },
    ];
  }
  return scalarProblems(type, value, path);
}

function objectProblems(
  typeName: string,
  fields: Record<string, { type: GraphQLInputType; defaultValue?: unknown }>,
  value: unknown,
  path: (string | number)[],
): Problem[] {
  if (typeof value !== 'object' || Array.isArray(value) || value === null) {
    return [{ path, explanation: `Expected ${JSON.stringify(value)} to be a key-value object.` }];
  }
  const given = value as Record<string, unknown>;
  const unknown = Object.keys(given)
    .filter((name) => fields[name] === undefined)
    .map((name) => ({ path: [...path, name], explanation: `Field is not defined on ${typeName}` }));
  const known = Object.entries(fields).flatMap(([name, field]) => {
    if (
      given[name] === undefined &&
      (field.defaultValue !== undefined || !isNonNullType(field.type))
    )
      return [];
    return problemsOf(field.type, given[name] ?? null, [...path, name]);
  });
  return [...unknown, ...known];
}

function scalarProblems(
  type: GraphQLInputType,
  value: unknown,
  path: (string | number)[],
): Problem[] {
  if (!isScalarType(type)) return [];
  if (type.name === 'ID') {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return [{ path, explanation: `Could not coerce value ${JSON.stringify(value)} to ID` }];
    }
    if (/^gid:\/\//.test(String(value)) || /^\d+$/.test(String(value))) return [];
    return [{ path, explanation: `Invalid global id '${value}'` }];
  }
  try {
    type.parseValue(value);
    return [];
  } catch {
    return [
      { path, explanation: `Could not coerce value ${JSON.stringify(value)} to ${type.name}` },
    ];
  }
}
