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
--   requests_score: (requests - usual_requests) / (1.4826 * MAD), where MAD is the median of
--       how far the requests of those weeks are from usual_requests; null if MAD is 0 or weeks is below 2
--   error_score: the same for error_share
--   unusual: whether a score is 3.5 or more, or -3.5 or less. If MAD is 0, whether requests differ from
--       the usual by more than half of it, or the error share by more than 0.1. Null if weeks is below 2.
--       A mark says that an hour is worth a look, not that something is wrong: in simulated traffic
--       without any incident, about 1 hour in 10 is marked when weeks is 8, 1 in 3 when it is 2 or 3

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
    1.4826D * percentile(abs(requests - usual_requests), 0.5) AS requests_scale,
    1.4826D * percentile(abs(error_share - usual_error_share), 0.5) AS error_scale
  FROM centred
  GROUP BY period
),
compared AS (
  SELECT
    period,
    requests,
    usual_requests,
    error_share,
    usual_error_share,
    coalesce(weeks, 0) AS weeks,
    requests - usual_requests AS requests_more,
    error_share - usual_error_share AS error_more,
    CASE WHEN weeks >= 2 THEN (requests - usual_requests) / nullif(requests_scale, 0) END
      AS requests_score,
    CASE WHEN weeks >= 2 THEN (error_share - usual_error_share) / nullif(error_scale, 0) END
      AS error_score
  FROM hours
  LEFT JOIN usual USING (period)
)
SELECT
  period,
  requests,
  usual_requests,
  error_share,
  usual_error_share,
  weeks,
  requests_score,
  error_score,
  CASE
    WHEN weeks >= 2 THEN
      coalesce(abs(requests_score) >= 3.5, abs(requests_more) > usual_requests / 2)
      OR coalesce(abs(error_score) >= 3.5, abs(error_more) > 0.1)
  END AS unusual
FROM compared
