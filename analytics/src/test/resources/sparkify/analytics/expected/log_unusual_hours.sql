-- Medians are halves of the two middle values (of one value twice), so that equal ones give that value.
WITH hours AS (
  SELECT
    hour,
    count(*) AS requests,
    count(*) FILTER (status >= 400) / count(*) AS error_share
  FROM access
  GROUP BY hour
),
past AS (
  SELECT
    now.hour,
    now.requests,
    now.error_share,
    list_sort(list(before.requests) FILTER (before.hour IS NOT NULL)) AS all_requests,
    list_sort(list(before.error_share) FILTER (before.hour IS NOT NULL)) AS all_shares,
    count(before.hour) AS weeks
  FROM hours AS now
  LEFT JOIN hours AS before
    ON before.hour BETWEEN now.hour - INTERVAL 56 DAY AND now.hour - INTERVAL 7 DAY
    AND dayofweek(before.hour) = dayofweek(now.hour)
    AND hour(before.hour) = hour(now.hour)
  GROUP BY ALL
),
usual AS (
  SELECT
    *,
    0.5::DOUBLE * all_requests[(weeks + 1) // 2] + 0.5::DOUBLE * all_requests[weeks // 2 + 1]
      AS usual_requests,
    0.5::DOUBLE * all_shares[(weeks + 1) // 2] + 0.5::DOUBLE * all_shares[weeks // 2 + 1]
      AS usual_error_share
  FROM past
),
distances AS (
  SELECT
    *,
    list_sort([abs(ln(n / usual_requests)) FOR n IN all_requests]) AS by_requests,
    list_sort([abs(n - usual_error_share) FOR n IN all_shares]) AS by_share
  FROM usual
),
spread AS (
  SELECT
    *,
    1.4826::DOUBLE * (0.5::DOUBLE * by_requests[(weeks + 1) // 2] + 0.5::DOUBLE * by_requests[weeks // 2 + 1])
      AS requests_spread,
    1.4826::DOUBLE * (0.5::DOUBLE * by_share[(weeks + 1) // 2] + 0.5::DOUBLE * by_share[weeks // 2 + 1])
      AS share_spread,
    (usual_error_share * requests + 0.5::DOUBLE) / (requests + 1) AS p
  FROM distances
),
scored AS (
  SELECT
    *,
    CASE WHEN weeks >= 2
      THEN ln(requests / usual_requests) / greatest(requests_spread, 2 / sqrt(usual_requests)) END
      AS requests_score,
    CASE WHEN weeks >= 2
      THEN (error_share - usual_error_share) / greatest(share_spread, 2 * sqrt(p * (1 - p) / requests)) END
      AS error_score
  FROM spread
)
SELECT
  hour AS period,
  requests,
  usual_requests,
  error_share,
  usual_error_share,
  weeks,
  requests_score,
  error_score,
  CASE
    WHEN weeks < 2 THEN NULL
    WHEN requests_score >= 3.5 AND requests >= 2 * usual_requests THEN true
    WHEN requests_score <= -3.5 AND requests <= usual_requests / 2 THEN true
    WHEN abs(error_score) >= 3.5 AND abs(error_share - usual_error_share) >= 0.05::DOUBLE THEN true
    ELSE false
  END AS unusual
FROM scored
