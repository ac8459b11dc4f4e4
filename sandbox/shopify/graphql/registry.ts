import type { GraphQLFieldResolver } from 'graphql';
import type {
  Args,
  Context,
  FieldResolver,
  RootModule,
  RootResolver,
  TypeFields,
} from './define.ts';
import { notModelled } from './errors.ts';

export type Registry = {
  queries: Map<string, RootResolver>;
  mutations: Map<string, RootResolver>;
  argumentChecks: Map<string, (args: Args, context: Context) => void>;
  types: Map<string, Map<string, FieldResolver>>;
  /** False if this field can only end in SANDBOX_NOT_MODELLED; types without resolvers are read as plain objects. */
  models(typeName: string, fieldName: string): boolean;
};

/** Joins the modules of `roots/`; a root contributed twice or a field defined twice is a programming error. */
export function createRegistry(modules: readonly RootModule[]): Registry {
  const queries = new Map<string, RootResolver>();
  const mutations = new Map<string, RootResolver>();
  const argumentChecks: Registry['argumentChecks'] = new Map();
  const types = new Map<string, Map<string, FieldResolver>>();
  const add = <T>(into: Map<string, T>, from: Record<string, T> | undefined, where: string) => {
    for (const [name, value] of Object.entries(from ?? {})) {
      if (into.has(name)) throw new Error(`${where}.${name} is defined twice`);
      into.set(name, value);
    }
  };
  for (const module of modules) {
    add(queries, module.queries, 'Query');
    add(mutations, module.mutations, 'Mutation');
    add(argumentChecks, module.argumentChecks, 'Mutation');
    for (const [typeName, fields] of Object.entries<TypeFields>(module.types ?? {})) {
      const known = types.get(typeName) ?? new Map<string, FieldResolver>();
      add(known, fields, typeName);
      types.set(typeName, known);
    }
  }
  const models = (typeName: string, fieldName: string) => {
    if (fieldName === '__typename') return true;
    if (typeName === 'QueryRoot') return queries.has(fieldName) || fieldName.startsWith('__');
    if (typeName === 'Mutation') return mutations.has(fieldName);
    return types.get(typeName)?.has(fieldName) ?? true;
  };
  return { queries, mutations, argumentChecks, types, models };
}

/** Resolves a field: by the registry if its type is in it, else as a property of a plain object. */
export function resolverFor(registry: Registry): GraphQLFieldResolver<unknown, Context> {
  return (source, args, context, info) => {
    const typeName = info.parentType.name;
    const fields = registry.types.get(typeName);
    if (fields !== undefined) {
      const resolve = fields.get(info.fieldName);
      if (resolve === undefined) throw notModelled(typeName, info.fieldName);
      return resolve(source as never, args, context);
    }
    if (typeof source === 'object' && source !== null && Object.hasOwn(source, info.fieldName)) {
      const value = (source as Record<string, unknown>)[info.fieldName];
      if (value !== undefined) return value;
    }
    throw notModelled(typeName, info.fieldName);
  };
}
