import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a document costs: before it runs (`result` absent), or by what came back. */
export type CostInput = {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  result?: unknown;
};

/** Mutations that cost more than the usual 10. */
const mutationCosts: Record<string, number> = {
  refundCreate: 20,
  fulfillmentTrackingInfoUpdate: 50,
};

/** How much a page of this size weighs. */
const weightOf = (size: number) => Math.max(1, Math.floor(2 * Math.log(size)));

const moneyTypes = new Set(['MoneyBag', 'MoneyV2', 'CurrencyExchangeAdjustment']);

/**
 * Points by the rule fitted to recordings of a real store: connection 2 + ⌊2 ln first⌋ × (1 + children),
 * mutation 10 (a few more), money and mutation payload objects 0, other objects 1, scalars 0. The actual
 * cost is only close: the same rule over what came back.
 */
export function costOf(input: CostInput): number {
  const isMutation = input.operation.operation === 'mutation';
  const root = isMutation ? input.schema.getMutationType() : input.schema.getQueryType();
  if (root === undefined || root === null) return 0;
  return selectionCost(input, input.operation.selectionSet, root, input.result, isMutation);
}

type Parent = { name: string; getFields?: GraphQLObjectType['getFields'] };

function selectionCost(
  input: CostInput,
  selections: SelectionSetNode,
  parent: Parent,
  result: unknown,
  isRootMutation: boolean,
  inPayload = false,
): number {
  const withResult = 'result' in input && input.result !== undefined;
  if (withResult && (result === null || result === undefined)) return 0;
  let cost = 0;
  let alternatives = 0;
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      const field = parent.getFields?.()[selection.name.value];
      if (field === undefined) continue;
      const type = getNamedType(field.type);
      if (isLeafType(type) || selection.selectionSet === undefined) {
        if (isRootMutation) cost += mutationCosts[selection.name.value] ?? 10;
        continue;
      }
      const key = selection.alias?.value ?? selection.name.value;
      const value = withResult ? (result as Record<string, unknown>)[key] : undefined;
      if (isRootMutation) {
        cost +=
          (mutationCosts[selection.name.value] ?? 10) +
          selectionCost(input, selection.selectionSet, type as Parent, value, false, true);
      } else if (type.name.endsWith('Connection')) {
        cost += connectionCost(input, selection, type as Parent, value, withResult);
      } else {
        const own =
          inPayload ||
          moneyTypes.has(type.name) ||
          type.name.endsWith('UserError') ||
          type.name === 'PageInfo'
            ? 0
            : 1;
        const one = (item: unknown) =>
          withResult && (item === null || item === undefined)
            ? own
            : own +
              selectionCost(
                input,
                selection.selectionSet as SelectionSetNode,
                type as Parent,
                item,
                false,
              );
        cost += Array.isArray(value)
          ? value.reduce((sum: number, item) => sum + one(item), 0)
          : one(value);
      }
    } else {
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : input.fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      const named = fragment.typeCondition?.name.value;
      const type =
        named === undefined ? parent : (input.schema.getType(named) as Parent | undefined);
      if (type === undefined) continue;
      const part = selectionCost(input, fragment.selectionSet, type, result, isRootMutation);
      const narrows = type.name !== parent.name && isAbstract(input.schema, parent.name);
      if (narrows) alternatives = Math.max(alternatives, part);
      else cost += part;
    }
  }
  return cost + alternatives;
}

function isAbstract(schema: GraphQLSchema, name: string): boolean {
  const type = schema.getType(name);
  return isAbstractType(type) || isInterfaceType(type);
}

function connectionCost(
  input: CostInput,
  field: {
    arguments?: readonly { name: { value: string }; value: unknown }[];
    selectionSet?: SelectionSetNode;
  },
  type: Parent,
  value: unknown,
  withResult: boolean,
): number {
  if (field.selectionSet === undefined) return 0;
  if (withResult && (value === null || value === undefined)) return 0;
  const pages = nodeSelections(field.selectionSet, type);
  const size = withResult ? returnedCount(value) : sizeOf(field, input.variables);
  if (size <= 0) return withResult ? 4 : 2;
  const children = withResult
    ? averageChildCost(input, pages, value)
    : pages.reduce(
        (sum, page) =>
          Math.max(sum, selectionCost(input, page.selections, page.type, undefined, false)),
        0,
      );
  return 2 + Math.round(weightOf(size) * (1 + children));
}

type NodePage = { key: string; edge: string | null; selections: SelectionSetNode; type: Parent };

/** The selections below `nodes` and `edges { node }` of a connection. */
function nodeSelections(selections: SelectionSetNode, type: Parent): NodePage[] {
  const pages: NodePage[] = [];
  for (const selection of selections.selections) {
    if (selection.kind !== Kind.FIELD || selection.selectionSet === undefined) continue;
    const field = type.getFields?.()[selection.name.value];
    if (field === undefined) continue;
    const fieldType = getNamedType(field.type);
    const key = selection.alias?.value ?? selection.name.value;
    if (selection.name.value === 'nodes') {
      pages.push({
        key,
        edge: null,
        selections: selection.selectionSet,
        type: fieldType as Parent,
      });
    }
    if (selection.name.value === 'edges' && isObjectType(fieldType)) {
      for (const inner of selection.selectionSet.selections) {
        if (
          inner.kind !== Kind.FIELD ||
          inner.name.value !== 'node' ||
          inner.selectionSet === undefined
        )
          continue;
        const node = fieldType.getFields()['node'];
        if (node === undefined) continue;
        pages.push({
          key,
          edge: inner.alias?.value ?? 'node',
          selections: inner.selectionSet,
          type: getNamedType(node.type) as Parent,
        });
      }
    }
  }
  return pages;
}

function averageChildCost(input: CostInput, pages: NodePage[], value: unknown): number {
  const costs = pages.map((page) => {
    const items = listAt(value, page.key);
    if (items.length === 0) return 0;
    const nodes =
      page.edge === null
        ? items
        : items.map((item) => (item as Record<string, unknown>)[page.edge as string]);
    const sum = nodes.reduce(
      (total: number, node) =>
        total + selectionCost(input, page.selections, page.type, node, false),
      0,
    );
    return sum / nodes.length;
  });
  return Math.max(0, ...costs);
}

function listAt(value: unknown, key: string): unknown[] {
  const list = (value as Record<string, unknown>)[key];
  return Array.isArray(list) ? list : [];
}

function returnedCount(value: unknown): number {
  return Math.max(
    0,
    ...Object.values(value as Record<string, unknown>).map((one) =>
      Array.isArray(one) ? one.length : 0,
    ),
  );
}

function sizeOf(
  field: { arguments?: readonly { name: { value: string }; value: unknown }[] },
  variables: Record<string, unknown>,
): number {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== 'first' && argument.name.value !== 'last') continue;
    const node = argument.value as { kind: string; value?: string; name?: { value: string } };
    const raw = node.kind === Kind.VARIABLE ? variables[node.name?.value ?? ''] : node.value;
    const size = Number(raw);
    if (Number.isFinite(size)) return size;
  }
  return 1;
}
