-- title: Hosts
-- feed: access
-- grain: day, month, all
-- reads: own
-- answers: How many hosts use the server, and how much does each of them ask for?
-- columns:
--   period: first day of the period (UTC), or 'all' for the whole log
--   hosts: distinct names and addresses of clients; several people may share one
--   requests: requests they sent
--   requests_per_host_and_day: mean number of requests a host sent on a day (UTC) on which it sent any:
--       requests / distinct pairs of host and day

WITH hosts AS (
  SELECT period, host, count(*) AS requests, count(DISTINCT date) AS days
  FROM access
  GROUP BY period, host
)
SELECT
  period,
  count(*) AS hosts,
  sum(requests) AS requests,
  sum(requests) / sum(days) AS requests_per_host_and_day
FROM hosts
GROUP BY period
