import { GraphQLError } from 'graphql';

/** A top-level error as Shopify words it: `errors[].extensions.code` plus whatever belongs to the code. */
export class RequestError extends GraphQLError {
  /** Names of variables whose definition Shopify lists as a second location. */
  readonly atVariables: readonly string[];
  constructor(
    code: string,
    message: string,
    options: { extensions?: Record<string, unknown>; atVariables?: readonly string[] } = {},
  ) {
    super(message, { extensions: { code, ...options.extensions } });
    this.atVariables = options.atVariables ?? [];
  }
}

/** What Shopify says when an id has the wrong type or cannot be an id of the wanted type. */
export function invalidId(id: string): RequestError {
  return new RequestError('RESOURCE_NOT_FOUND', `Invalid id: ${id}`);
}

/** The simulator's own refusal: this field exists in Shopify, and nobody has modelled it here. */
export function notModelled(typeName: string, fieldName: string): RequestError {
  return new RequestError(
    'SANDBOX_NOT_MODELLED',
    `${typeName}.${fieldName} is not modelled by the sandbox`,
    { extensions: { typeName, fieldName } },
  );
}

export type UserError = { field: string[] | null; message: string; code: string | null };

/** One entry of `userErrors`. `code` is ignored where the error type has none (refundCreate, tagsAdd). */
export function userError(
  field: readonly (string | number)[] | null,
  message: string,
  code: string | null = null,
): UserError {
  return { field: field === null ? null : field.map(String), message, code };
}

/** Refuses arguments that are accepted by the schema and would be ignored here. */
export function refuseUnmodelled(where: string, values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    const empty = value == null || (Array.isArray(value) && value.length === 0);
    if (!empty) throw notModelled(where, name);
  }
}
