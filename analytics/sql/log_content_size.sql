-- title: Sizes of responses
-- feed: access
-- grain: day, all
-- reads: own
-- answers: How big are the responses of the server?
-- columns:
--   period: day (UTC), or 'all' for the whole log
--   count: requests whose size was logged; the columns after missing are about these
--   missing: requests whose size was not logged
--   mean: mean size, in bytes
--   deviation: standard deviation (of a sample), in bytes; null if there is only one size
--   min: smallest size, in bytes
--   q25: a quarter of the sizes are at most this, in bytes
--   median: half of the sizes are at most this, in bytes
--   q75: three quarters of the sizes are at most this, in bytes
--   max: largest size, in bytes

WITH sizes AS (
  SELECT
    period,
    count(bytes) AS count,
    count(*) - count(bytes) AS missing,
    sum(CAST(bytes AS DECIMAL(38, 0))) AS total,
    sum(CAST(CAST(bytes AS DECIMAL(19, 0)) * bytes AS DECIMAL(38, 0))) AS squares,
    min(bytes) AS min,
    percentile(bytes, 0.25) AS q25,
    percentile(bytes, 0.5) AS median,
    percentile(bytes, 0.75) AS q75,
    max(bytes) AS max
  FROM access
  GROUP BY period
)
SELECT
  period,
  count,
  missing,
  CAST(total AS DOUBLE) / count AS mean,
  sqrt(CAST(count * squares - total * total AS DOUBLE) / count / nullif(count - 1, 0)) AS deviation,
  min,
  q25,
  median,
  q75,
  max
FROM sizes
