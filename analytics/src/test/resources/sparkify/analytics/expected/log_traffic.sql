SELECT
  "${grain}" AS period,
  count(*) AS requests,
  count(*) FILTER (status >= 400) AS errors,
  CAST(sum(ifnull(bytes, 0)) AS BIGINT) AS bytes,
  count(DISTINCT host) AS hosts
FROM access
GROUP BY ALL
