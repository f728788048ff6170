-- title: Missing values in the log
-- feed: access
-- grain: day, all
-- reads: own
-- answers: Which parts of a log line does the server not write, and how often?
-- columns:
--   period: day (UTC), or 'all' for the whole log
--   column: column of the log; there is one row for each
--   rows: requests in the period
--   missing: those without a value in this column
--   share: missing / rows, between 0 and 1

WITH counted AS (
  SELECT
    period,
    count(*) AS rows,
    count(host) AS host,
    count(ident) AS ident,
    count(`user`) AS `user`,
    count(ts) AS ts,
    count(ts_offset_minutes) AS ts_offset_minutes,
    count(method) AS method,
    count(path) AS path,
    count(query) AS query,
    count(protocol) AS protocol,
    count(status) AS status,
    count(bytes) AS bytes,
    count(referer) AS referer,
    count(user_agent) AS user_agent
  FROM access
  GROUP BY period
)
SELECT
  period,
  column,
  rows,
  rows - present AS missing,
  (rows - present) / rows AS share
FROM counted
UNPIVOT (
  present FOR column IN (
    host, ident, `user`, ts, ts_offset_minutes, method, path, query, protocol, status, bytes, referer,
    user_agent
  )
)
