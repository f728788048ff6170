WITH cells AS (
  SELECT
    "${grain}" AS period,
    unnest([
      'host', 'ident', 'user', 'ts', 'ts_offset_minutes', 'method', 'path', 'query', 'protocol', 'status',
      'bytes', 'referer', 'user_agent'
    ]) AS "column",
    unnest([
      host, ident, "user", CAST(ts AS VARCHAR), CAST(ts_offset_minutes AS VARCHAR), method, path, query,
      protocol, CAST(status AS VARCHAR), CAST(bytes AS VARCHAR), referer, user_agent
    ]) AS cell
  FROM access
)
SELECT
  period,
  "column",
  count(*) AS rows,
  count(*) FILTER (cell IS NULL) AS missing,
  count(*) FILTER (cell IS NULL) / count(*) AS share
FROM cells
GROUP BY ALL
