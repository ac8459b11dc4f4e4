import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  Source,
  separateOperations,
  validate,
} from 'graphql';
import { requestedCostOf } from './shopify-cost.ts';

const schemaFile = 'sandbox/shopify/schema/admin-2026-10.graphql';
const documentFiles = 'src/connectors/shopify/operations/*.graphql';
const outputFile = 'src/connectors/shopify/admin.generated.ts';

/** Every document of the Shopify connector, merged. Throws a readable list when one is not valid. */
export function readDocuments(schema: GraphQLSchema): DocumentNode {
  const parsed = globSync(documentFiles)
    .sort()
    .map((file) => parse(new Source(readFileSync(file, 'utf8'), file)));
  const all = concatAST(parsed);
  const errors = validate(schema, all);
  if (errors.length > 0) throw new Error(errors.map((error) => error.toString()).join('\n\n'));
  return all;
}

/** The Admin schema that the documents are checked against. */
export function readSchema(): { ast: DocumentNode; schema: GraphQLSchema } {
  const ast = parse(readFileSync(schemaFile, 'utf8'), { noLocation: true });
  return { ast, schema: buildASTSchema(ast, { assumeValidSDL: true }) };
}

/** The text of the generated module: types by the code generator, documents with their cost by us. */
export async function generate(): Promise<string> {
  const { ast, schema } = readSchema();
  const all = readDocuments(schema);
  const operations = Object.values(separateOperations(all)).flatMap((document) => {
    const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    return operation?.name === undefined
      ? []
      : [{ document, operation, name: operation.name.value }];
  });
  const constants = operations.map(({ document, operation, name }) => {
    const kind = operation.operation;
    const suffix = kind === 'query' ? 'Query' : 'Mutation';
    const rest = document.definitions.filter((definition) => definition !== operation);
    const text = print({ kind: Kind.DOCUMENT, definitions: [operation, ...rest] });
    const fields = [
      `name: '${name}'`,
      `kind: '${kind}'`,
      `requestedCost: ${requestedCostOf(document, schema)}`,
      `idempotent: ${text.includes('@idempotent(')}`,
      `text: ${JSON.stringify(text.replace(/\s+/g, ' '))}`,
    ];
    const type = `Operation<${name}${suffix}, ${name}${suffix}Variables>`;
    return `export const ${name}Document: ${type} = {\n  ${fields.join(',\n  ')},\n};`;
  });
  return await codegen({
    filename: outputFile,
    schema: withOpenCurrency(ast),
    documents: [{ location: documentFiles, document: all }],
    config: {},
    plugins: [{ types: { ...typeOptions } }, { documents: {} }],
    pluginMap: {
      types: typescriptOperations,
      documents: {
        plugin: () => ({
          prepend: [
            '// Written by `npm run codegen` from operations/*.graphql. Do not edit.',
            "import type { Operation } from './operation.ts';",
          ],
          content: constants.join('\n\n'),
        }),
      },
    },
  });
}

/** Currencies stay text, as everywhere else in the product: the enum only lists those of today. */
function withOpenCurrency(ast: DocumentNode): DocumentNode {
  const definitions = ast.definitions.map((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'CurrencyCode'
      ? { kind: Kind.SCALAR_TYPE_DEFINITION as const, name: definition.name }
      : definition,
  );
  return { kind: Kind.DOCUMENT, definitions };
}

const typeOptions = {
  useTypeImports: true,
  skipTypename: true,
  disableDescriptions: true,
  arrayInputCoercion: false,
  defaultScalarType: 'unknown',
  scalars: {
    CurrencyCode: 'string',
    ID: 'string',
    DateTime: 'string',
    Decimal: 'string',
    Money: 'string',
    URL: 'string',
  },
};

if (import.meta.main) {
  const fresh = await generate();
  if (!process.argv.includes('--check')) {
    writeFileSync(outputFile, fresh);
  } else if (readFileSync(outputFile, 'utf8') !== fresh) {
    process.stderr.write(`${outputFile} is stale: run npm run codegen\n`);
    process.exitCode = 1;
  }
}
