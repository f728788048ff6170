SELECT
  "${grain}" AS period,
  CAST(row_number() OVER (PARTITION BY period ORDER BY count(*) DESC, path) AS INTEGER) AS rank,
  path,
  count(*) AS errors,
  count(*) FILTER (status BETWEEN 400 AND 499) AS client_errors,
  count(*) FILTER (status NOT BETWEEN 400 AND 499) AS server_errors
FROM access
WHERE status >= 400 AND path IS NOT NULL
GROUP BY period, path
QUALIFY rank <= 10
