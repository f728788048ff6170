-- title: Traffic
-- feed: access
-- grain: hour, day
-- reads: own
-- answers: How busy is the server, and how much of it fails?
-- columns:
--   period: beginning of the hour, or the day (UTC); those without any request do not appear
--   requests: requests in the period
--   errors: those with a status of 400 or above
--   bytes: bytes sent, as far as logged
--   hosts: distinct hosts that sent requests

WITH hosts AS (
  SELECT
    period,
    host,
    count(*) AS requests,
    count_if(status >= 400) AS errors,
    sum(bytes) AS bytes
  FROM access
  GROUP BY period, host
)
SELECT
  period,
  sum(requests) AS requests,
  sum(errors) AS errors,
  coalesce(sum(bytes), 0) AS bytes,
  count(*) AS hosts
FROM hosts
GROUP BY period
