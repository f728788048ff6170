-- title: Status codes
-- feed: access
-- grain: day, all
-- reads: own
-- answers: How did the server answer?
-- columns:
--   period: day (UTC), or 'all' for the whole log
--   status: HTTP status code, such as 200 or 404
--   requests: requests that were answered with it
--   share: its part of all requests in the period, between 0 and 1

WITH counted AS (
  SELECT period, status, count(*) AS requests
  FROM access
  GROUP BY period, status
)
SELECT
  period,
  status,
  requests,
  requests / sum(requests) OVER (PARTITION BY period) AS share
FROM counted
