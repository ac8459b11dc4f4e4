import {
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  getDirectiveValues,
  getNamedType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { rootModules } from '../roots/index.ts';
import { costOf } from './cost.ts';
import type { Context } from './define.ts';
import {
  operationOf,
  prepareDocument,
  rawArguments,
  unmodelledFields,
  variablesUsed,
} from './document.ts';
import { RequestError, type UserError } from './errors.ts';
import type { Idempotency } from './idempotency.ts';
import { oversizedInputs } from './input-size.ts';
import { createRegistry, type Registry, resolverFor } from './registry.ts';
import { loadAdminSchema } from './schema.ts';
import { requireScope } from './scopes.ts';
import { checkVariables, type FormattedError, locationOf } from './variables.ts';

export type GraphqlRequest = {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string | null | undefined;
};
export type Prepared = {
  request: GraphqlRequest;
  operation: OperationDefinitionNode;
  /** Root field names joined by +, how the call log names the operation. */
  rootNames: string[];
  requestedCost: number;
  run(context: Context, idempotency: Idempotency): Promise<Executed>;
};
export type Executed = { data: unknown; errors: FormattedError[]; actualCost: number };

export type Engine = {
  /** Everything that can be said about a request before it runs; a refusal has changed nothing. */
  prepare(
    request: GraphqlRequest,
  ): { ok: true; prepared: Prepared } | { ok: false; errors: FormattedError[] };
};

/** One engine serves all shops: schema and resolvers are shared, state comes with the context. */
export function createEngine(): Engine {
  const schema = loadAdminSchema();
  const registry = createRegistry(rootModules);
  const documents = new Map<string, ReturnType<typeof prepareDocument>>();
  const documentOf = (text: string) => {
    const known = documents.get(text);
    if (known !== undefined) return known;
    const made = prepareDocument(schema, text);
    if (documents.size > 2000) documents.clear();
    documents.set(text, made);
    return made;
  };
  return {
    prepare: (request) => {
      const parsed = documentOf(request.query);
      if (!parsed.ok) return parsed;
      const { document, fragments } = parsed.prepared;
      const operation = operationOf(document, request.operationName);
      if (operation === undefined) {
        return { ok: false, errors: [{ message: 'No operation found, or its name is missing.' }] };
      }
      const invalid = checkVariables(schema, operation, request.variables);
      if (invalid.length > 0) return { ok: false, errors: invalid };
      const unmodelled = unmodelledFields(schema, document, registry);
      if (unmodelled.length > 0) return { ok: false, errors: unmodelled };
      const oversized = oversizedInputs(operation, request.variables);
      if (oversized.length > 0) return { ok: false, errors: oversized };
      const { variables } = request;
      const costInput = { schema, operation, fragments, variables };
      return {
        ok: true,
        prepared: {
          request,
          operation,
          rootNames: operation.selectionSet.selections.flatMap((one) =>
            one.kind === 'Field' ? [one.name.value] : [],
          ),
          requestedCost: costOf(costInput),
          run: async (context, idempotency) => {
            const result = await execute({
              schema,
              document,
              variableValues: variables,
              operationName: request.operationName ?? null,
              contextValue: context,
              fieldResolver: rootResolver(registry, request, operation, idempotency),
              typeResolver: (value) => (value as { __typename?: string }).__typename,
            });
            const errors = (result.errors ?? []).map((error) => formatError(error, operation));
            const spent = Math.ceil(costOf({ ...costInput, result: result.data ?? {} }));
            const actualCost = Math.min(spent, costOf(costInput));
            const refused = errors.some(
              (one) => one.extensions?.['code'] === 'SANDBOX_NOT_MODELLED',
            );
            return { data: refused ? null : result.data, errors, actualCost };
          },
        },
      };
    },
  };
}

function rootResolver(
  registry: Registry,
  request: GraphqlRequest,
  operation: OperationDefinitionNode,
  idempotency: Idempotency,
): GraphQLFieldResolver<unknown, Context> {
  const below = resolverFor(registry);
  return (source, args, context, info) => {
    if (info.parentType === info.schema.getQueryType() && info.path.prev === undefined) {
      const resolve = registry.queries.get(info.fieldName);
      requireScope(context.shop, info.fieldName);
      if (resolve !== undefined) return resolve(args, context);
    }
    if (info.parentType !== info.schema.getMutationType())
      return below(source, args, context, info);
    const resolve = registry.mutations.get(info.fieldName);
    const field = info.fieldNodes[0];
    if (resolve === undefined || field === undefined)
      throw new Error(`no mutation ${info.fieldName}`);
    requireScope(context.shop, info.fieldName);
    try {
      registry.argumentChecks.get(info.fieldName)?.(args, context);
    } catch (error) {
      throw withVariableLocations(error, variablesUsed(field), operation);
    }
    const directive = info.schema.getDirective('idempotent');
    const values =
      directive == null ? undefined : getDirectiveValues(directive, field, info.variableValues);
    const payload = getNamedType(info.returnType);
    const payloadFields = isObjectType(payload) ? payload.getFields() : {};
    const errorsField = Object.values(payloadFields)
      .filter((one) => one.name.endsWith('serErrors'))
      .sort((a, b) => b.name.length - a.name.length)[0];
    const errorType = errorsField && getNamedType(errorsField.type);
    return idempotency.run({
      mutation: info.fieldName,
      key: values?.['key'] as string | undefined,
      args,
      fingerprint: JSON.stringify(rawArguments(field, request.variables)),
      context,
      errorsHaveCode: isObjectType(errorType) && errorType.getFields()['code'] !== undefined,
      failedPayload: (errors: UserError[]) => ({
        ...Object.fromEntries(Object.keys(payloadFields).map((name) => [name, null])),
        userErrors: errors,
        ...(errorsField === undefined ? {} : { [errorsField.name]: errors }),
      }),
      resolve: (given, ctx) => {
        try {
          return resolve(given, ctx);
        } catch (error) {
          throw withVariableLocations(error, variablesUsed(field), operation);
        }
      },
    });
  };
}

/** Some refusals are listed at the field and at the variable that carried the bad argument. */
function withVariableLocations(
  error: unknown,
  used: string[],
  operation: OperationDefinitionNode,
): unknown {
  if (!(error instanceof RequestError) || error.atVariables.length === 0) return error;
  const definitions = (operation.variableDefinitions ?? []).filter((one) => {
    const name = one.variable.name.value;
    return used.includes(name) && error.atVariables.includes(name);
  });
  error.extensions['variableLocations'] = definitions.map(locationOf);
  return error;
}

function formatError(error: GraphQLError, operation: OperationDefinitionNode): FormattedError {
  const { variableLocations, ...extensions } = error.extensions as Record<string, unknown> & {
    variableLocations?: { line: number; column: number }[];
  };
  const known = typeof extensions['code'] === 'string';
  const locations = [...(error.locations ?? []), ...(variableLocations ?? [])];
  return {
    message: known ? error.message : `Internal error: ${error.message}`,
    locations:
      locations.length > 0
        ? locations.map(({ line, column }) => ({ line, column }))
        : [locationOf(operation)],
    extensions: known
      ? extensions
      : { code: 'INTERNAL_SERVER_ERROR', stack: error.originalError?.stack },
    ...(error.path === undefined ? {} : { path: [...error.path] }),
  };
}
