import { type FieldNode, Kind, type OperationDefinitionNode } from 'graphql';
import { rawArguments } from './document.ts';
import { type FormattedError, locationOf } from './variables.ts';

const maximumItems = 250;

/** Shopify takes no list of more than 250 items in any argument; recorded on several mutations. */
export function oversizedInputs(
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): FormattedError[] {
  const roots = operation.selectionSet.selections.filter(
    (one): one is FieldNode => one.kind === Kind.FIELD,
  );
  return roots.flatMap((field) => {
    const found = largestList(rawArguments(field, variables), []);
    if (found === null) return [];
    return [
      {
        message: `The input array size of ${found.size} is greater than the maximum allowed of ${maximumItems}.`,
        locations: [locationOf(field)],
        path: [field.name.value, ...found.path],
        extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
      },
    ];
  });
}

function largestList(value: unknown, path: string[]): { size: number; path: string[] } | null {
  if (Array.isArray(value)) {
    if (value.length > maximumItems) return { size: value.length, path };
    return first(value.map((item) => () => largestList(item, path)));
  }
  if (typeof value !== 'object' || value === null) return null;
  return first(
    Object.entries(value).map(
      ([name, item]) =>
        () =>
          largestList(item, [...path, name]),
    ),
  );
}

function first<T>(attempts: readonly (() => T | null)[]): T | null {
  for (const attempt of attempts) {
    const found = attempt();
    if (found !== null) return found;
  }
  return null;
}
