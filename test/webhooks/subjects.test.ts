import { describe, expect, it } from 'vitest';
import { readSubject } from '../../src/webhooks/read-subject.ts';
import { topics } from '../../src/webhooks/topics.ts';
import { bodies } from './bodies.ts';

describe('what a webhook is about', () => {
  it.each(bodies)('$topic names its $kind', ({ topic, body, kind, id }) => {
    expect(readSubject(topic, body)).toEqual({ kind: 'found', subject: { kind, id } });
  });

  it.each([...topics.keys()].filter((topic) => !/^(app|customers|shop)\//.test(topic)))(
    '%s without any id is unreadable, not a guess',
    (topic) => {
      expect(readSubject(topic, '{}')).toEqual({ kind: 'unreadable' });
    },
  );

  it('an id above 2^53 keeps every digit, also without a gid', () => {
    const body = '{"id":1,"order_id":9007199254740993}';
    expect(readSubject('refunds/create', body)).toEqual({
      kind: 'found',
      subject: { kind: 'order', id: 'gid://shopify/Order/9007199254740993' },
    });
  });

  it('a gid wins over a number that has lost its last digits', () => {
    const body =
      '{"id":820982911946154500,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508"}';
    expect(readSubject('orders/updated', body)).toMatchObject({
      subject: { id: 'gid://shopify/Order/820982911946154508' },
    });
  });

  it.each([
    ['another type of gid', '{"admin_graphql_api_id":"gid://shopify/Customer/1"}'],
    ['a gid with something behind it', '{"admin_graphql_api_id":"gid://shopify/Order/1?x=2"}'],
    ['a fraction', '{"id":1.5}'],
    ['a negative id', '{"id":-5}'],
    ['zero', '{"id":0}'],
    ['a large fraction', '{"id":90071992547409931.5}'],
    ['a power of ten', '{"id":1e20}'],
    ['a list', '[{"id":1}]'],
    ['a scalar', '17'],
    ['null', 'null'],
    ['nothing', ''],
    ['half a body', '{"id":1,'],
    ['an inherited id', '{"__proto__":{"id":1}}'],
    ['an id in an array', '{"id":[1]}'],
  ])('%s is no order id', (_name, body) => {
    expect(readSubject('orders/updated', body)).toEqual({ kind: 'unreadable' });
  });

  it('bodies nested deeper than any stack are unreadable and harm nothing', () => {
    const deep = `{"id":9007199254740993,"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(readSubject('orders/updated', deep)).toEqual({ kind: 'unreadable' });
  });

  it('a body cannot pollute prototypes', () => {
    const body =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":9007199254740993}';
    expect(readSubject('orders/updated', body)).toMatchObject({ kind: 'found' });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('a topic is looked up in a table, not on an object', () => {
    for (const topic of ['__proto__', 'constructor', 'toString', 'returns/create', '']) {
      expect(readSubject(topic, '{"id":1}')).toEqual({ kind: 'unknown-topic' });
    }
  });
});
