import { type FragmentDefinitionNode, Kind, parse, type SelectionNode } from 'graphql';
import { GLOBAL_ID, isRecord, type Json, type JsonRecord } from './json.ts';

/** Something that a recording tells about, by its global id, with all that any answer says of it. */
export interface Entity {
  id: string;
  type: string;
  fields: JsonRecord;
  /** The thing it was met below: a line item's order, a variant's product. */
  parent: string | undefined;
}

export type Facts = Map<string, Entity>;

interface Selection {
  /** Field name and sub-selection by the key it has in the answer. */
  byKey: Map<string, { name: string; below: Selection | undefined }>;
}

function selectionOf(
  nodes: readonly SelectionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  into: Selection = { byKey: new Map() },
): Selection {
  for (const node of nodes) {
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value;
      const known = into.byKey.get(key)?.below;
      const below =
        node.selectionSet === undefined
          ? known
          : selectionOf(node.selectionSet.selections, fragments, known);
      into.byKey.set(key, { name: node.name.value, below });
    } else {
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (inner !== undefined) selectionOf(inner.selectionSet.selections, fragments, into);
    }
  }
  return into;
}

/** Which field each key of an answer belongs to, aliases resolved; undefined without a document. */
function selectionOfDocument(document: string | undefined): Selection | undefined {
  if (document === undefined) return undefined;
  try {
    const { definitions } = parse(document);
    const fragments = new Map(
      definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
        one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
      ),
    );
    const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    return operation === undefined
      ? undefined
      : selectionOf(operation.selectionSet.selections, fragments);
  } catch {
    return undefined;
  }
}

const idPattern = new RegExp(`^${GLOBAL_ID.source}$`);
export const typeOf = (id: string): string => /^gid:\/\/shopify\/([A-Za-z]+)\//.exec(id)?.[1] ?? '';

/** A connection's nodes, whichever way they were asked for; undefined for what is no connection. */
function nodesOf(value: JsonRecord): Json[] | undefined {
  const { nodes, edges } = value;
  if (Array.isArray(nodes)) return nodes;
  if (!Array.isArray(edges)) return undefined;
  return edges.map((edge) => (isRecord(edge) ? (edge['node'] ?? null) : null));
}

export type Precedence = 'first' | 'last';

/**
 * Takes up what an answer tells. Of two tellings the first holds (state before the recording) or
 * the last (a set-up that went on), as asked; lists are taken whole.
 */
export function learnFacts(
  facts: Facts,
  data: Json | undefined,
  document: string | undefined,
  precedence: Precedence,
): void {
  const walk = (
    value: Json,
    selection: Selection | undefined,
    parent: string | undefined,
  ): Json => {
    if (Array.isArray(value)) return value.map((item) => walk(item, selection, parent));
    if (!isRecord(value)) return value;
    const nodes = nodesOf(value);
    if (nodes !== undefined) {
      const below =
        selection?.byKey.get('nodes')?.below ??
        selection?.byKey.get('edges')?.below?.byKey.get('node')?.below;
      return nodes.map((node) => walk(node, below, parent));
    }
    const id =
      typeof value['id'] === 'string' && idPattern.test(value['id']) ? value['id'] : undefined;
    const fields: JsonRecord = {};
    for (const [key, item] of Object.entries(value)) {
      const known = selection?.byKey.get(key);
      const name = known?.name ?? key;
      const told = walk(item, known?.below, id ?? parent);
      // One field asked for several times under aliases is kept as a list.
      const earlier = fields[name];
      fields[name] =
        earlier === undefined || name === 'id'
          ? told
          : [...(Array.isArray(earlier) ? earlier : [earlier]), told];
    }
    if (id !== undefined) remember(facts, id, fields, parent, precedence);
    return fields;
  };
  if (data !== undefined) walk(data, selectionOfDocument(document), undefined);
}

function remember(
  facts: Facts,
  id: string,
  fields: JsonRecord,
  parent: string | undefined,
  precedence: Precedence,
): void {
  const known = facts.get(id);
  if (known === undefined) {
    facts.set(id, { id, type: typeOf(id), fields: { ...fields }, parent });
    return;
  }
  known.parent ??= parent;
  for (const [name, value] of Object.entries(fields)) {
    const earlier = known.fields[name];
    const keep = precedence === 'first' && earlier !== undefined && earlier !== null;
    // A list of bare ids tells less than one with fields, whichever came first.
    if (!keep || tellsMore(value, earlier)) known.fields[name] = value;
  }
}

const sizeOf = (value: Json | undefined): number =>
  Array.isArray(value) ? value.length : isRecord(value) ? Object.keys(value).length : 0;

const tellsMore = (value: Json, earlier: Json | undefined): boolean => {
  if (isRecord(value) && isRecord(earlier)) return sizeOf(value) > sizeOf(earlier);
  if (!Array.isArray(value) || !Array.isArray(earlier)) return false;
  return value.length >= earlier.length && sizeOf(value[0]) > sizeOf(earlier[0]);
};

const whole = ['Location', 'Order', 'Product', 'Customer'];

const idIn = (told: Json | undefined): string | undefined =>
  isRecord(told) && typeof told['id'] === 'string' ? told['id'] : undefined;

/** The thing that must be seeded whole for an id to exist: a line item's order, a level's product. */
export function rootOf(facts: Facts, id: string): string | undefined {
  let entity = facts.get(id);
  const seen = new Set<string>();
  while (entity !== undefined && !seen.has(entity.id)) {
    if (whole.includes(entity.type)) return entity.id;
    seen.add(entity.id);
    const { type, fields, parent }: Entity = entity;
    const itemNumber = /inventory_item_id=(\d+)/.exec(entity.id)?.[1];
    const above =
      type === 'InventoryLevel'
        ? `gid://shopify/InventoryItem/${itemNumber}`
        : (idIn(fields['product']) ?? idIn(fields['order']) ?? idIn(fields['variant']) ?? parent);
    entity = above === undefined ? undefined : facts.get(above);
  }
  return entity?.id;
}
