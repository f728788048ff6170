-- title: Paths not found
-- feed: access
-- grain: day, all
-- reads: own
-- answers: Which paths that do not exist are requested most?
-- columns:
--   period: day (UTC), or 'all' for the whole log; days on which everything was found do not appear
--   rank: place by not_found, from 1 to 100; ties in order of path
--   path: what was requested, without its query; requests without a path are left out
--   not_found: requests for it with status 404
--   hosts: hosts that sent them

WITH hosts AS (
  SELECT period, path, host, count(*) AS not_found
  FROM access
  WHERE status = 404 AND path IS NOT NULL
  GROUP BY period, path, host
),
paths AS (
  SELECT period, path, sum(not_found) AS not_found, count(*) AS hosts
  FROM hosts
  GROUP BY period, path
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY period ORDER BY not_found DESC, path) AS rank
  FROM paths
)
SELECT period, rank, path, not_found, hosts
FROM ranked
WHERE rank <= 100
