-- title: Request methods
-- feed: access
-- grain: day, all
-- reads: own
-- answers: What do clients ask the server to do?
-- columns:
--   period: day (UTC), or 'all' for the whole log
--   method: HTTP method, such as GET; 'none' if the request names none
--   requests: requests with this method
--   share: its part of all requests in the period, between 0 and 1

WITH counted AS (
  SELECT period, coalesce(method, 'none') AS method, count(*) AS requests
  FROM access
  GROUP BY period, coalesce(method, 'none')
)
SELECT
  period,
  method,
  requests,
  requests / sum(requests) OVER (PARTITION BY period) AS share
FROM counted
