SELECT
  "${grain}" AS period,
  CAST(row_number() OVER (PARTITION BY period ORDER BY count(*) DESC, path) AS INTEGER) AS rank,
  path,
  count(*) AS requests,
  CAST(sum(ifnull(bytes, 0)) AS BIGINT) AS bytes,
  count(DISTINCT host) AS hosts
FROM access
WHERE path IS NOT NULL
GROUP BY period, path
QUALIFY rank <= 100
