SELECT
  "${grain}" AS period,
  count(DISTINCT host) AS hosts,
  count(*) AS requests,
  count(*) / count(DISTINCT (host, date)) AS requests_per_host_and_day
FROM access
GROUP BY ALL
