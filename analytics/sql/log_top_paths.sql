-- title: Top paths
-- feed: access
-- grain: day, month, all
-- reads: own
-- answers: What is requested most?
-- columns:
--   period: first day of the period (UTC), or 'all' for the whole log
--   rank: place by requests, from 1 to 100; ties in order of path
--   path: what was requested, without its query; requests without a path are left out
--   requests: requests for it, whatever the answer
--   bytes: bytes sent for it, as far as logged
--   hosts: hosts that requested it

WITH hosts AS (
  SELECT period, path, host, count(*) AS requests, sum(bytes) AS bytes
  FROM access
  WHERE path IS NOT NULL
  GROUP BY period, path, host
),
paths AS (
  SELECT
    period,
    path,
    sum(requests) AS requests,
    coalesce(sum(bytes), 0) AS bytes,
    count(*) AS hosts
  FROM hosts
  GROUP BY period, path
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY period ORDER BY requests DESC, path) AS rank
  FROM paths
)
SELECT period, rank, path, requests, bytes, hosts
FROM ranked
WHERE rank <= 100
