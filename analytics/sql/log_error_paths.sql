-- title: Paths with errors
-- feed: access
-- grain: day, month, all
-- reads: own
-- answers: Which paths lead to the most errors, and are they the client's or the server's?
-- columns:
--   period: first day of the period (UTC), or 'all' for the whole log; periods without errors do not appear
--   rank: place by errors, from 1 to 10; ties in order of path
--   path: what was requested, without its query; requests without a path are left out
--   errors: requests for it with a status of 400 or above
--   client_errors: those with a status from 400 to 499, the client's errors
--   server_errors: those with a status of 500 or above, the server's errors

WITH paths AS (
  SELECT
    period,
    path,
    count(*) AS errors,
    count_if(status < 500) AS client_errors,
    count_if(status >= 500) AS server_errors
  FROM access
  WHERE status >= 400 AND path IS NOT NULL
  GROUP BY period, path
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY period ORDER BY errors DESC, path) AS rank
  FROM paths
)
SELECT period, rank, path, errors, client_errors, server_errors
FROM ranked
WHERE rank <= 10
