-- title: Top hosts
-- feed: access
-- grain: day, month, all
-- reads: own
-- answers: Which hosts send the most requests, and which receive the most bytes?
-- columns:
--   period: first day of the period (UTC), or 'all' for the whole log
--   host: name or address of the client; those in the first 100 by requests or by bytes
--   requests: requests it sent
--   bytes: bytes it received, as far as logged
--   rank_by_requests: place by requests, from 1; ties in order of host
--   rank_by_bytes: place by bytes, from 1; ties in order of host

WITH hosts AS (
  SELECT period, host, count(*) AS requests, coalesce(sum(bytes), 0) AS bytes
  FROM access
  GROUP BY period, host
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY period ORDER BY requests DESC, host) AS rank_by_requests,
    row_number() OVER (PARTITION BY period ORDER BY bytes DESC, host) AS rank_by_bytes
  FROM hosts
)
SELECT period, host, requests, bytes, rank_by_requests, rank_by_bytes
FROM ranked
WHERE rank_by_requests <= 100 OR rank_by_bytes <= 100
