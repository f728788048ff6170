-- title: Hosts with requests not found
-- feed: access
-- grain: day, all
-- reads: own
-- answers: Which hosts most often request something that does not exist?
-- columns:
--   period: day (UTC), or 'all' for the whole log; days on which everything was found do not appear
--   rank: place by not_found, from 1 to 100; ties in order of host
--   host: name or address of the client
--   not_found: its requests with status 404
--   requests: all its requests in the period
--   share: not_found / requests, between 0 and 1; near 1 suggests a robot that guesses paths

WITH hosts AS (
  SELECT period, host, count(*) AS requests, count_if(status = 404) AS not_found
  FROM access
  GROUP BY period, host
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY period ORDER BY not_found DESC, host) AS rank
  FROM hosts
  WHERE not_found > 0
)
SELECT period, rank, host, not_found, requests, not_found / requests AS share
FROM ranked
WHERE rank <= 100
