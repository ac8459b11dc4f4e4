/**
 * @NApiVersion 2.1
 * @NScriptType Restlet
 * @NModuleScope SameAccount
 *
 * One page of the return documents that changed since a given time, oldest first. Reads only.
 *
 * POST {version: 1, search, modifiedFrom, after: {lastModified, id} | null, pageSize}
 *   → {version, rows, next, serverTime}; every time is text on this session's clock, to the second.
 * Refusals are {error: {code, message}}. No field of a customer is read, returned or logged.
 */
define(['N/error', 'N/format', 'N/log', 'N/query', 'N/runtime', 'N/search'], (
  error,
  format,
  log,
  query,
  runtime,
  search,
) => {
  const version = 1;
  const builtIn = 'returns';
  const allowListParameter = 'custscript_backhaul_search_ids';
  const rmaField = 'custbody_backhaul_rma';
  const longestAnswer = 9 * 1000 * 1000;

  const documentTypes = ['RtnAuth', 'ItemRcpt', 'CustCred', 'CashRfnd', 'CustRfnd'];
  // Exists only where the Inventory Status feature is on; elsewhere the search refuses its name.
  const judgementType = 'StatChng';

  const timeText = "TO_CHAR({lastmodifieddate}, 'YYYY-MM-DD HH24:MI:SS')";
  const instantPattern = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;
  const idPattern = /^\d{1,15}$/;
  const searchPattern = /^customsearch_[a-z0-9_]{1,60}$/;

  function refuse(code, message) {
    return error.create({ name: code, message, notifyOff: true });
  }

  function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }

  /** Refuses properties nobody has heard of: a misspelt one must not silently mean "everything". */
  function assertKeys(object, known, where) {
    const unknown = Object.keys(object).filter((key) => known.indexOf(key) < 0);
    if (unknown.length > 0) {
      throw refuse('INVALID_REQUEST', `Unknown property ${unknown[0]} in ${where}`);
    }
  }

  function readInstant(value, name) {
    const match = typeof value === 'string' ? instantPattern.exec(value) : null;
    if (match === null) throw refuse('INVALID_REQUEST', `${name} is not YYYY-MM-DD HH:MM:SS`);
    const parts = match.slice(1).map(Number);
    const date = new Date(parts[0], parts[1] - 1, parts[2]);
    const real = date.getMonth() === parts[1] - 1 && date.getDate() === parts[2];
    if (!real || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) {
      throw refuse('INVALID_REQUEST', `${name} is no date`);
    }
    return value;
  }

  function readRequest(body) {
    if (!isObject(body)) throw refuse('INVALID_REQUEST', 'The body is no JSON object');
    assertKeys(body, ['version', 'search', 'modifiedFrom', 'after', 'pageSize'], 'the body');
    if (body.version !== version) {
      throw refuse('UNSUPPORTED_VERSION', `This script speaks version ${version}`);
    }
    const { pageSize, after = null } = body;
    if (!Number.isInteger(pageSize) || pageSize < 5 || pageSize > 1000) {
      throw refuse('INVALID_REQUEST', 'pageSize is not between 5 and 1000');
    }
    const request = {
      search: readSearch(body.search),
      modifiedFrom: readInstant(body.modifiedFrom, 'modifiedFrom'),
      after: null,
      pageSize,
    };
    if (after === null) return request;
    if (!isObject(after)) throw refuse('INVALID_REQUEST', 'after is no object');
    assertKeys(after, ['lastModified', 'id'], 'after');
    if (typeof after.id !== 'string' || !idPattern.test(after.id)) {
      throw refuse('INVALID_REQUEST', 'after.id is no internal id');
    }
    request.after = {
      lastModified: readInstant(after.lastModified, 'after.lastModified'),
      id: after.id,
    };
    return request;
  }

  /** Only the built-in search and those an administrator has listed on the script may run. */
  function readSearch(name) {
    if (name === builtIn) return builtIn;
    if (typeof name !== 'string' || !searchPattern.test(name)) {
      throw refuse('INVALID_REQUEST', 'search is no script id of a saved search');
    }
    const parameter = runtime.getCurrentScript().getParameter({ name: allowListParameter });
    const allowed = String(parameter || '')
      .split(/[\s,]+/)
      .filter((one) => one !== '');
    if (allowed.indexOf(name) < 0) {
      throw refuse('SEARCH_NOT_ALLOWED', 'This search is not on the list of allowed searches');
    }
    return name;
  }

  /**
   * Conditions of a page. The first one, a day early, lets the database use its index; the others are
   * exact and compare text with text, so no zone or date format comes between. What goes into a
   * formula has been matched against a pattern of digits.
   */
  function pageFilters(request) {
    const [year, month, day] = request.modifiedFrom.slice(0, 10).split('-').map(Number);
    const dayBefore = format.format({
      value: new Date(year, month - 1, day - 1),
      type: format.Type.DATE,
    });
    const holds = (condition) => [
      `formulanumeric: CASE WHEN ${condition} THEN 1 ELSE 0 END`,
      'equalto',
      '1',
    ];
    const filters = [
      ['mainline', 'is', 'T'],
      'and',
      ['lastmodifieddate', 'onorafter', dayBefore],
      'and',
      holds(`${timeText} >= '${request.modifiedFrom}'`),
    ];
    const { after } = request;
    if (after === null) return filters;
    const later = `${timeText} > '${after.lastModified}'`;
    const same = `${timeText} = '${after.lastModified}' AND {internalid} > ${after.id}`;
    return filters.concat(['and', holds(`${later} OR (${same})`)]);
  }

  function pageColumns() {
    const sorted = (options) =>
      search.createColumn(Object.assign({ sort: search.Sort.ASC }, options));
    return [
      sorted({ name: 'formulatext', formula: timeText }),
      sorted({ name: 'internalid' }),
      search.createColumn({ name: 'type' }),
      search.createColumn({ name: 'tranid' }),
      search.createColumn({ name: 'statusref' }),
      search.createColumn({ name: 'externalid' }),
      search.createColumn({ name: 'createdfrom' }),
      search.createColumn({ name: 'type', join: 'createdfrom' }),
      search.createColumn({ name: 'memomain' }),
      search.createColumn({ name: rmaField }),
    ];
  }

  function builtInSearch(request, types, columns) {
    return search.create({
      type: search.Type.TRANSACTION,
      filters: [['type', 'anyof'].concat(types), 'and'].concat(pageFilters(request)),
      columns,
    });
  }

  function savedSearch(request, columns) {
    const saved = search.load({ id: request.search });
    if (saved.searchType !== search.Type.TRANSACTION) {
      throw refuse('SEARCH_NOT_ALLOWED', 'This search is not one of transactions');
    }
    const own = saved.filterExpression || [];
    const filters = pageFilters(request);
    saved.filterExpression = own.length === 0 ? filters : [own, 'and'].concat(filters);
    saved.columns = columns;
    return saved;
  }

  function firstPage(prepared, pageSize) {
    const paged = prepared.runPaged({ pageSize });
    if (paged.count === 0) return { results: [], more: false };
    const results = paged.fetch({ index: 0 }).data;
    return { results, more: paged.count > results.length };
  }

  function runRequest(request, columns) {
    if (request.search !== builtIn) {
      return firstPage(savedSearch(request, columns), request.pageSize);
    }
    try {
      const types = documentTypes.concat(judgementType);
      return firstPage(builtInSearch(request, types, columns), request.pageSize);
    } catch (problem) {
      if (!/INVALID/.test(String(problem.name))) throw problem;
      return firstPage(builtInSearch(request, documentTypes, columns), request.pageSize);
    }
  }

  function textOrNull(value) {
    return value === null || value === undefined || value === '' ? null : String(value);
  }

  function rowOf(result, columns) {
    const value = (index) => textOrNull(result.getValue(columns[index]));
    const id = String(result.id);
    const type = value(2);
    const createdFrom = value(6);
    let rmaId = value(9);
    if (type === documentTypes[0]) rmaId = id;
    else if (value(7) === documentTypes[0]) rmaId = createdFrom;
    return {
      id,
      type,
      tranId: value(3),
      status: value(4),
      externalId: value(5),
      createdFrom,
      rmaId,
      lastModified: value(0),
      memo: value(8),
    };
  }

  /** Takes rows off the end until the answer fits; the next page begins where this one was cut. */
  function fit(rows) {
    const kept = rows.slice();
    while (kept.length > 1 && JSON.stringify(kept).length > longestAnswer) {
      kept.splice(Math.ceil(kept.length / 2));
    }
    return kept;
  }

  /** The same clock as that of the rows, told even when there are none. */
  function sessionTime() {
    const rows = query
      .runSuiteQL({ query: "SELECT TO_CHAR(SYSDATE, 'YYYY-MM-DD HH24:MI:SS') AS now FROM dual" })
      .asMappedResults();
    return String(rows[0].now);
  }

  function post(body) {
    try {
      const request = readRequest(body);
      const serverTime = sessionTime();
      const columns = pageColumns();
      const { results, more } = runRequest(request, columns);
      const rows = results.map((result) => rowOf(result, columns));
      const kept = fit(rows);
      const last = kept[kept.length - 1];
      const next =
        last !== undefined && (more || kept.length < rows.length)
          ? { lastModified: last.lastModified, id: last.id }
          : null;
      return JSON.stringify({ version, rows: kept, next, serverTime });
    } catch (problem) {
      // Names of errors only: messages may quote what a document says.
      log.error({ title: 'backhaul search page', details: String(problem.name) });
      throw problem;
    }
  }

  return { post };
});
