import { readFileSync } from 'node:fs';
import { Kind, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { generate, readDocuments, readSchema } from '../../../scripts/codegen.ts';
import * as documents from '../../../src/connectors/shopify/admin.generated.ts';

const generatedFile = new URL(
  '../../../src/connectors/shopify/admin.generated.ts',
  import.meta.url,
);

/** Mutations that Shopify refuses without `@idempotent`, as far as the connector uses them. */
const needKey = ['refundCreate', 'inventoryAdjustQuantities', 'inventoryMoveQuantities'];

describe('the documents sent to Shopify', () => {
  it('are valid against the full Admin schema, and the generated file is fresh', async () => {
    expect(await generate()).toBe(readFileSync(generatedFile, 'utf8'));
  });

  it('carry @idempotent exactly where Shopify demands a key', () => {
    const withKey: string[] = [];
    visit(readDocuments(readSchema().schema), {
      Field(field) {
        const directives = field.directives?.map(({ name }) => name.value) ?? [];
        if (directives.includes('idempotent')) withKey.push(field.name.value);
        else expect(needKey).not.toContain(field.name.value);
      },
    });
    expect(withKey.toSorted()).toEqual(needKey.toSorted());
  });

  it('ask for page marks wherever they read a list that may be longer', () => {
    const { schema } = readSchema();
    visit(readDocuments(schema), {
      Field(field) {
        if (!field.arguments?.some(({ name }) => name.value === 'first')) return;
        const children = field.selectionSet?.selections ?? [];
        const names = children.map((child) => (child.kind === Kind.FIELD ? child.name.value : ''));
        expect(names, field.name.value).toContain('pageInfo');
      },
    });
  });

  it('never let Shopify write to the customer by leaving the flag out', () => {
    const text = Object.values(documents).map((document) => document.text);
    expect(text.join(' ')).not.toMatch(/notify/i);
  });

  it('cost what a look and a refund may cost', () => {
    expect(documents.ReadOrderDocument.requestedCost).toBeLessThanOrEqual(60);
    expect(documents.ReadRefundsDocument.requestedCost).toBeLessThanOrEqual(20);
    expect(documents.CreateRefundDocument.requestedCost).toBeLessThanOrEqual(30);
    for (const { name, requestedCost } of Object.values(documents)) {
      expect(requestedCost, name).toBeGreaterThan(0);
      expect(requestedCost, name).toBeLessThanOrEqual(100);
    }
  });
});
