-- title: Not found
-- feed: access
-- grain: hour, day, all
-- reads: own
-- answers: How often is something requested that does not exist?
-- columns:
--   period: beginning of the hour, or the day (UTC), or 'all' for the whole log
--   requests: all requests in the period
--   not_found: those with status 404
--   share: not_found / requests, between 0 and 1

WITH counted AS (
  SELECT period, count(*) AS requests, count_if(status = 404) AS not_found
  FROM access
  GROUP BY period
)
SELECT period, requests, not_found, not_found / requests AS share
FROM counted
