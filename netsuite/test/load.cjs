'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');

const script = join(__dirname, '../src/FileCabinet/SuiteScripts/backhaul/search_restlet.js');

/**
 * Loads the RESTlet with hand-made N/* modules. `results` is what a search of these filters finds;
 * everything the script created, loaded and logged is recorded.
 */
function loadRestlet({ results = () => [], count, allowed = '', saved = {}, failOn } = {}) {
  const recorded = { created: [], loaded: [], logged: [] };
  const paged = (definition) => ({
    ...definition,
    runPaged({ pageSize }) {
      if (failOn) failOn(this);
      const found = results(this);
      const page = found.slice(0, pageSize);
      return {
        count: count === undefined ? found.length : count,
        fetch: ({ index }) => {
          if (index !== 0) throw new Error('only the first page is ever fetched');
          return { data: page.map(asResult) };
        },
      };
    },
  });
  const asResult = (row) => ({
    id: row.id,
    getValue: (column) => row[column.join ? `${column.join}.${column.name}` : column.name],
  });
  const modules = {
    'N/error': {
      create: ({ name, message }) => Object.assign(new Error(message), { name }),
    },
    'N/format': {
      Type: { DATE: 'date' },
      format: ({ value }) => `${value.getMonth() + 1}/${value.getDate()}/${value.getFullYear()}`,
    },
    'N/log': { error: (entry) => recorded.logged.push(entry) },
    'N/query': {
      runSuiteQL: () => ({ asMappedResults: () => [{ now: '2026-11-20 10:00:00' }] }),
    },
    'N/runtime': {
      getCurrentScript: () => ({
        getParameter: ({ name }) => (name === 'custscript_backhaul_search_ids' ? allowed : null),
      }),
    },
    'N/search': {
      Type: { TRANSACTION: 'transaction' },
      Sort: { ASC: 'ASC' },
      createColumn: (options) => options,
      create: (definition) => {
        recorded.created.push(definition);
        return paged(definition);
      },
      load: ({ id }) => {
        recorded.loaded.push(id);
        return paged({ searchType: 'transaction', filterExpression: [], ...saved });
      },
    },
  };
  let entryPoints;
  const define = (names, factory) => {
    entryPoints = factory(...names.map((name) => modules[name]));
  };
  vm.runInNewContext(readFileSync(script, 'utf8'), { define }, { filename: script });
  return { post: (body) => JSON.parse(entryPoints.post(body)), recorded };
}

module.exports = { loadRestlet, script };
