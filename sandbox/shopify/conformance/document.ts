import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Answer } from './exchanges.ts';
import type { JsonRecord } from './json.ts';
import { widenDocument } from './widen.ts';

/** Shopify does not apply this rule; two recorded documents break it. */
const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);

/** Judges documents of earlier API versions by the schema that the simulator speaks. */
export interface DocumentJudge {
  /** Names of the root fields, such as `Mutation.refundCreate`; empty if it does not parse. */
  rootsOf(document: string): string[];
  /**
   * Why an exchange cannot be held against 2026-10: its document or its variables are no longer
   * valid there. Undefined if they are, or if the store itself refused them.
   */
  /** The document with what the store's answer shows to have been selected besides. */
  widened(document: string, answer: Answer): string;
  outdated(document: string, variables: JsonRecord, answer: Answer): string | undefined;
}

const parseOrNothing = (text: string): DocumentNode | undefined => {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
};

const operationOf = (document: DocumentNode): OperationDefinitionNode | undefined =>
  document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);

/** Whether the store refused the request as a whole, so that its refusal is what to reproduce. */
const wasRefused = ({ data, errors }: Answer): boolean =>
  Array.isArray(errors) && errors.length > 0 && (data === undefined || data === null);

/** Reads the schema once; independent of the simulator's own checks of variables. */
export function createDocumentJudge(): DocumentJudge {
  const file = new URL('../schema/admin-2026-10.graphql', import.meta.url);
  const schema: GraphQLSchema = buildSchema(readFileSync(file, 'utf8'), { assumeValidSDL: true });
  return {
    widened: (text, { data }) => widenDocument(schema, text, data),
    rootsOf: (text) => {
      const parsed = parseOrNothing(text);
      const operation = parsed === undefined ? undefined : operationOf(parsed);
      if (operation === undefined) return [];
      const parent = operation.operation === 'mutation' ? 'Mutation' : 'QueryRoot';
      return operation.selectionSet.selections.flatMap((one) =>
        one.kind === Kind.FIELD ? [`${parent}.${one.name.value}`] : [],
      );
    },
    outdated: (text, variables, answer) => {
      if (/\b__(type|schema)\b/.test(text))
        return 'it asks for the schema, which is that of 2026-10 here';
      if (wasRefused(answer)) return undefined;
      const parsed = parseOrNothing(text);
      if (parsed === undefined) return 'its document does not parse';
      const [invalid] = validate(schema, parsed, rules);
      if (invalid !== undefined) return `no longer valid: ${invalid.message}`;
      const definitions = operationOf(parsed)?.variableDefinitions ?? [];
      const { errors } = getVariableValues(schema, definitions, variables);
      return errors?.[0] === undefined ? undefined : `no longer valid: ${errors[0].message}`;
    },
  };
}

/**
 * The document as it was sent: recordings keep it without the indented line break it began with,
 * by which the positions in errors would shift. Told by a last line that is indented when the
 * first is not.
 */
export function asSent(document: string): string {
  const indent = /\n( +)\}\s*$/.exec(document)?.[1];
  return indent === undefined || /^\s/.test(document) || document.startsWith('#')
    ? document
    : `\n${indent}${document}`;
}
