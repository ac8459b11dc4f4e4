import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type FormattedError, locationOf } from './variables.ts';

type Place = {
  path: (string | number)[];
  parent: ASTNode | undefined;
  /** What is expected there, `ID!`; for values only. */
  inputType?: string;
};

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';

/** What a node adds to the path that graphql-ruby names an error by; undefined for none. */
function partOf(node: ASTNode): string | undefined {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return node.name === undefined ? node.operation : `${node.operation} ${node.name.value}`;
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`;
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition === undefined ? '...' : `... on ${node.typeCondition.name.value}`;
    case Kind.FIELD:
      return node.alias?.value ?? node.name.value;
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
      return node.name.value;
    default:
      return undefined;
  }
}

/** Where each node of a document stands, in graphql-ruby's words. */
function placesOf(schema: GraphQLSchema, document: DocumentNode): Map<ASTNode, Place> {
  const places = new Map<ASTNode, Place>();
  const walk = (node: ASTNode, path: (string | number)[], parent: ASTNode | undefined): void => {
    const part = partOf(node);
    const own = part === undefined ? path : [...path, part];
    places.set(node, { path: own, parent });
    for (const [key, value] of Object.entries(node)) {
      if (key === 'loc') continue;
      const isList = node.kind === Kind.LIST && key === 'values';
      if (Array.isArray(value))
        for (const [index, item] of value.entries())
          if (isNode(item)) walk(item, isList ? [...own, index] : own, node);
      if (isNode(value)) walk(value, own, node);
    }
  };
  walk(document, [], undefined);
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      enter: (node) => {
        const place = places.get(node);
        const type = info.getInputType();
        if (place !== undefined && type) place.inputType = String(type);
      },
    }),
  );
  return places;
}

type Wording = {
  message: string;
  extensions: Record<string, unknown>;
  at?: ASTNode;
  under?: string;
};
type Speaker = (
  found: RegExpExecArray,
  node: ASTNode | undefined,
  places: Map<ASTNode, Place>,
) => Wording;

/** The argument or input field that a bad value was given to, and what that belongs to. */
function holderOf(node: ASTNode | undefined, places: Map<ASTNode, Place>) {
  let holder = node;
  while (holder !== undefined && holder.kind !== Kind.ARGUMENT && holder.kind !== Kind.OBJECT_FIELD)
    holder = places.get(holder)?.parent;
  return { holder, owner: holder === undefined ? undefined : places.get(holder)?.parent };
}

const namedType = (type: string | undefined): string | undefined => type?.replace(/[[\]!]/g, '');

const invalidValue: Speaker = (found, node, places) => {
  const { holder, owner } = holderOf(node, places);
  const argumentName =
    holder?.kind === Kind.ARGUMENT || holder?.kind === Kind.OBJECT_FIELD ? holder.name.value : '';
  const isField = owner?.kind === Kind.FIELD;
  const typeName = isField ? 'Field' : 'InputObject';
  const ownerName = isField
    ? owner.name.value
    : (namedType(owner === undefined ? undefined : places.get(owner)?.inputType) ?? typeName);
  const value = node === undefined ? '' : print(node);
  const place = node === undefined ? undefined : places.get(node);
  const expected = place?.inputType ?? found.groups?.['type'] ?? '';
  return {
    message: `Argument '${argumentName}' on ${typeName} '${ownerName}' has an invalid value (${value}). Expected type '${expected}'.`,
    extensions: { code: 'argumentLiteralsIncompatible', typeName, argumentName },
    ...(owner === undefined ? {} : { at: owner }),
  };
};

/** graphql-js's messages in graphql-ruby's words (recorded); first match wins. */
const speakers: [RegExp, Speaker][] = [
  [
    /^Cannot query field "(\w+)" on type "(\w+)"/,
    ([, fieldName, typeName]) => ({
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: 'undefinedField', typeName, fieldName },
    }),
  ],
  [
    /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    ([, argumentName, name]) => ({
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName },
    }),
  ],
  [
    /^Field "(\w+)" is not defined by type "(\w+)"/,
    ([, argumentName, name]) => ({
      message: `InputObject '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'InputObject', argumentName },
    }),
  ],
  [
    /^Field "(\w+)" argument "(\w+)" of type .* is required/,
    ([, name, argument]) => ({
      message: `Field '${name}' is missing required arguments: ${argument}`,
      extensions: {
        code: 'missingRequiredArguments',
        className: 'Field',
        name,
        arguments: argument,
      },
    }),
  ],
  [
    /^Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/,
    ([, inputObjectType, argumentName = '', argumentType]) => ({
      message: `Argument '${argumentName}' on InputObject '${inputObjectType}' is required. Expected type ${argumentType}`,
      extensions: {
        code: 'missingRequiredInputObjectAttribute',
        argumentName,
        argumentType,
        inputObjectType,
      },
      under: argumentName,
    }),
  ],
  [
    /^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,
    ([, field, type = '']) => {
      const typeName = type.replace(/[[\]!]/g, '');
      return {
        message: `Field must have selections (field '${field}' returns ${typeName} but has no selections. Did you mean '${field} { ... }'?)`,
        extensions: { code: 'selectionMismatch', nodeName: `field '${field}'`, typeName },
      };
    },
  ],
  [
    /^Variable "\$(\w+)" is never used(?: in operation "(\w+)")?/,
    ([, variableName, operation = 'anonymous query'], node, places) => {
      const at = node === undefined ? undefined : places.get(node)?.parent;
      return {
        message: `Variable $${variableName} is declared by ${operation} but not used`,
        extensions: { code: 'variableNotUsed', variableName },
        ...(at === undefined ? {} : { at }),
      };
    },
  ],
  [
    /^Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,
    ([, variableName, given, wanted], node, places) => {
      const { holder } = holderOf(node, places);
      const argumentName =
        holder?.kind === Kind.ARGUMENT || holder?.kind === Kind.OBJECT_FIELD
          ? holder.name.value
          : '';
      return {
        message: `Type mismatch on variable $${variableName} and argument ${argumentName} (${given} / ${wanted})`,
        extensions: {
          code: 'variableMismatch',
          variableName,
          typeName: given,
          argumentName,
          errorMessage: 'Type mismatch',
        },
      };
    },
  ],
  [
    /^Unknown type "(\w+)"/,
    ([, typeName]) => ({
      message: `No such type ${typeName}, so it can't be a fragment condition`,
      extensions: { code: 'undefinedType', typeName },
    }),
  ],
  [/^Value ".*" does not exist in "(?<type>\w+)" enum/, invalidValue],
  [/^Expected value of type "(?<type>[^"]+)"/, invalidValue],
  [/^(?<type>\w+) cannot represent/, invalidValue],
];

/** Validation errors as Shopify answers them: words, position, path and code of graphql-ruby. */
export function describeErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  errors: readonly GraphQLError[],
): FormattedError[] {
  const places = placesOf(schema, document);
  return errors.map((error) => {
    const node = error.nodes?.[0];
    for (const [pattern, speak] of speakers) {
      const found = pattern.exec(error.message);
      if (found === null) continue;
      const { message, extensions, at, under } = speak(found, node, places);
      const place = at ?? node;
      const named = places.get(holderPath(node, at, places) ?? document)?.path ?? [];
      return {
        message,
        locations: place === undefined ? [] : [locationOf(place)],
        path: under === undefined ? named : [...named, under],
        extensions,
      };
    }
    return {
      message: error.message,
      locations: (error.nodes ?? []).slice(0, 1).map(locationOf),
      path: node === undefined ? [] : (places.get(node)?.path ?? []),
      extensions: { code: 'invalidDocument' },
    };
  });
}

/** An unused variable is named by its operation; a bad value by its argument, though shown at the field. */
const holderPath = (
  node: ASTNode | undefined,
  at: ASTNode | undefined,
  places: Map<ASTNode, Place>,
) =>
  at?.kind === Kind.OPERATION_DEFINITION
    ? at
    : (node ?? (at === undefined ? undefined : places.get(at)?.parent));
