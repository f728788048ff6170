SELECT
  "${grain}" AS period,
  CAST(row_number() OVER (PARTITION BY period ORDER BY count(*) DESC, path) AS INTEGER) AS rank,
  path,
  count(*) AS not_found,
  count(DISTINCT host) AS hosts
FROM access
WHERE status = 404 AND path IS NOT NULL
GROUP BY period, path
QUALIFY rank <= 100
