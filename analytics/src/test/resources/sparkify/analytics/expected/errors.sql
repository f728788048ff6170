SELECT
  "${grain}" AS period,
  count(*) AS events,
  count(*) FILTER (status >= 400) AS errors,
  count(*) FILTER (status >= 400) / count(*) AS error_share,
  count(DISTINCT userId) FILTER (userId <> '') AS users,
  count(DISTINCT userId) FILTER (userId <> '' AND status >= 400) AS affected_users
FROM events
GROUP BY ALL
