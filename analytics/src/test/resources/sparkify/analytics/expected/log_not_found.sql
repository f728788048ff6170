SELECT
  "${grain}" AS period,
  count(*) AS requests,
  count(*) FILTER (status = 404) AS not_found,
  avg(CASE WHEN status = 404 THEN 1 ELSE 0 END) AS share
FROM access
GROUP BY ALL
