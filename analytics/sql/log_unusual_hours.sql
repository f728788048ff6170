-- title: Unusual hours
-- feed: access
-- grain: hour
-- reads: 1344 before
-- answers: In which hours was the traffic unlike that of the same hour in the 8 weeks before?
-- columns:
--   period: beginning of the hour (UTC); hours without any request do not appear, so an outage shows only
--       as hours that are absent
--   requests: requests in the hour
--   usual_requests: median number of requests in the same hour of the week (UTC) in the 8 weeks before;
--       hours without any request do not count here either; null if there are none
--   error_share: requests with a status of 400 or above / requests, between 0 and 1
--   usual_error_share: median of error_share in the same hours; null if there are none
--   weeks: how many of the 8 weeks had requests in this hour; the fewer, the less the scores mean
--   requests_score: how far requests are from the usual in standard deviations, on a logarithmic scale:
--       ln(requests / usual_requests) / deviation, where deviation is 1.4826 times the median of
--       abs(ln(requests / usual_requests)) in those weeks, but at least 2 / sqrt(usual_requests), twice what
--       chance alone makes of independent requests; null if weeks is below 2
--   error_score: likewise (error_share - usual_error_share) / deviation, where deviation is 1.4826 times
--       the median of abs(error_share - usual_error_share) in those weeks, but at least
--       2 * sqrt(p * (1 - p) / requests) with p = (usual_error_share * requests + 0.5) / (requests + 1)
--   unusual: whether requests are at least twice or at most half of the usual with a requests_score of 3.5
--       or more, or -3.5 or less; or error_share is at least 0.05 from the usual with such an error_score.
--       Null if weeks is below 2. A mark says that an hour is worth a look, not that something is wrong:
--       in simulated traffic without any incident, between 1 hour in 25 and 1 in 9 is marked, most of them
--       because a crawler or scanner has asked for what does not exist

WITH hours AS (
  SELECT period, count(*) AS requests, count_if(status >= 400) / count(*) AS error_share
  FROM access
  GROUP BY period
),
-- What each hour adds to the same hour of the 8 weeks after it.
earlier AS (
  SELECT
    timestampadd(HOUR, 168 * weeks_later, period) AS period,
    requests,
    error_share
  FROM hours
  LATERAL VIEW explode(sequence(1, 8)) AS weeks_later
),
centred AS (
  SELECT
    *,
    percentile(requests, 0.5) OVER (PARTITION BY period) AS usual_requests,
    percentile(error_share, 0.5) OVER (PARTITION BY period) AS usual_error_share
  FROM earlier
),
usual AS (
  SELECT
    period,
    count(*) AS weeks,
    max(usual_requests) AS usual_requests,
    max(usual_error_share) AS usual_error_share,
    1.4826D * percentile(abs(ln(requests / usual_requests)), 0.5) AS requests_deviation,
    1.4826D * percentile(abs(error_share - usual_error_share), 0.5) AS error_deviation
  FROM centred
  GROUP BY period
),
-- The spread of eight values or fewer is often small by chance, so it counts only if it is more than this.
chance AS (
  SELECT
    *,
    ln(requests / usual_requests) AS requests_more,
    error_share - usual_error_share AS error_more,
    2 / sqrt(usual_requests) AS requests_chance,
    (usual_error_share * requests + 0.5D) / (requests + 1) AS likely_share
  FROM hours
  LEFT JOIN usual USING (period)
),
compared AS (
  SELECT
    *,
    CASE WHEN weeks >= 2 THEN requests_more / greatest(requests_deviation, requests_chance) END
      AS requests_score,
    CASE WHEN weeks >= 2 THEN
      error_more / greatest(error_deviation, 2 * sqrt(likely_share * (1 - likely_share) / requests))
    END AS error_score
  FROM chance
)
SELECT
  period,
  requests,
  usual_requests,
  error_share,
  usual_error_share,
  coalesce(weeks, 0) AS weeks,
  requests_score,
  error_score,
  CASE
    WHEN weeks >= 2 THEN
      abs(requests_score) >= 3.5 AND (requests >= 2 * usual_requests OR 2 * requests <= usual_requests)
      OR abs(error_score) >= 3.5 AND abs(error_more) >= 0.05D
  END AS unusual
FROM compared
