import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isRecord, type Json } from './json.ts';

interface Widening {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const nameNode = (value: string) => ({ kind: Kind.NAME as const, value });

/** The first object of a list, or the value itself: what a selection below it must hold. */
const sampleOf = (value: Json | undefined): Json | undefined =>
  Array.isArray(value) ? sampleOf(value.find((item) => item !== null)) : value;

/** Keys that a selection set gives, those of its fragments included. */
function keysOf(set: SelectionSetNode | undefined, fragments: Widening['fragments']): Set<string> {
  const keys = new Set<string>();
  for (const one of set?.selections ?? []) {
    if (one.kind === Kind.FIELD) keys.add(one.alias?.value ?? one.name.value);
    else {
      const inner = one.kind === Kind.INLINE_FRAGMENT ? one : fragments.get(one.name.value);
      for (const key of keysOf(inner?.selectionSet, fragments)) keys.add(key);
    }
  }
  return keys;
}

const fieldsOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};

/** A selection for a key of the answer, if it is a field that can be asked for without arguments. */
function selectionFor(
  widening: Widening,
  type: GraphQLNamedType,
  key: string,
  value: Json | undefined,
): FieldNode | undefined {
  const field = fieldsOf(type)[key];
  if (field === undefined || field.args.some(isRequiredArgument)) return undefined;
  const below = getNamedType(field.type);
  const own = { kind: Kind.FIELD as const, name: nameNode(key) };
  if (isLeafType(below)) return own;
  const sample = sampleOf(value);
  if (!isRecord(sample)) return undefined;
  const selectionSet = widenSet(widening, below, undefined, sample);
  if (selectionSet.selections.length === 0) return undefined;
  if (!below.name.endsWith('Connection')) return { ...own, selectionSet };
  const first = {
    kind: Kind.ARGUMENT as const,
    name: nameNode('first'),
    value: { kind: Kind.INT as const, value: '50' },
  };
  return { ...own, arguments: [first], selectionSet };
}

function widenSet(
  widening: Widening,
  type: GraphQLNamedType,
  set: SelectionSetNode | undefined,
  answer: Json | undefined,
): SelectionSetNode {
  const sample = sampleOf(answer);
  const given: readonly SelectionNode[] = set?.selections ?? [];
  if (!isRecord(sample)) return { kind: Kind.SELECTION_SET, selections: [...given] };
  const kept = given.map((one): SelectionNode => {
    if (one.kind !== Kind.FIELD || one.selectionSet === undefined) return one;
    const field = fieldsOf(type)[one.name.value];
    if (field === undefined) return one;
    const value = sample[one.alias?.value ?? one.name.value];
    const below = getNamedType(field.type);
    return { ...one, selectionSet: widenSet(widening, below, one.selectionSet, value) };
  });
  const known = keysOf(set, widening.fragments);
  const added = Object.entries(sample).flatMap(([key, value]) =>
    known.has(key) ? [] : (selectionFor(widening, type, key, value) ?? []),
  );
  return { kind: Kind.SELECTION_SET, selections: [...kept, ...added] };
}

/**
 * A document that a specification names need not be the one that was sent; the answer tells what
 * that had selected. What is missing is added, as far as it can be asked for without arguments, so
 * that it can be compared too.
 */
export function widenDocument(
  schema: GraphQLSchema,
  document: string,
  data: Json | undefined,
): string {
  const parsed = parse(document);
  const fragments = new Map(
    parsed.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const definitions = parsed.definitions.map((one) => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return one;
    const type = one.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
    if (type === null || type === undefined) return one;
    // Roots are never added: a mutation that the document does not call must not be called.
    const selections = one.selectionSet.selections.map((root): SelectionNode => {
      if (root.kind !== Kind.FIELD || root.selectionSet === undefined) return root;
      const field = type.getFields()[root.name.value];
      const answer = isRecord(data) ? data[root.alias?.value ?? root.name.value] : undefined;
      if (field === undefined) return root;
      const below = getNamedType(field.type);
      const set = widenSet({ schema, fragments }, below, root.selectionSet, answer);
      return { ...root, selectionSet: set };
    });
    return { ...one, selectionSet: { ...one.selectionSet, selections } };
  });
  return print({ ...parsed, definitions });
}
