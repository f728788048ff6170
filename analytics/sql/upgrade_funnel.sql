-- title: Upgrade funnel
-- feed: events
-- grain: day, week, month
-- reads: own
-- answers: Of the users who look at the paid offer, how many take it, and how soon?
-- columns:
--   period: first day of the period (UTC; weeks begin on Monday); periods in which nobody looked at the
--       offer do not appear
--   viewers: users who saw the page 'Upgrade' in the period
--   upgraders: those of them who reached 'Submit Upgrade' at or after their first look, in the same
--       period; an upgrade on the next day, week or month does not count
--   conversion: upgraders / viewers, between 0 and 1
--   median_minutes: median minutes from an upgrader's first look in the period to the first
--       'Submit Upgrade' after it; null if nobody upgraded

WITH steps AS (
  SELECT
    period,
    userId,
    page,
    ts,
    min(CASE WHEN page = 'Upgrade' THEN ts END) OVER (PARTITION BY period, userId) AS viewed
  FROM events
  WHERE userId <> '' AND page IN ('Upgrade', 'Submit Upgrade')
),
viewers AS (
  SELECT
    period,
    min(CASE WHEN page = 'Submit Upgrade' AND ts >= viewed THEN ts END) - min(viewed) AS ms
  FROM steps
  WHERE viewed IS NOT NULL
  GROUP BY period, userId
)
SELECT
  period,
  count(*) AS viewers,
  count(ms) AS upgraders,
  count(ms) / count(*) AS conversion,
  percentile(ms, 0.5) / 60000 AS median_minutes
FROM viewers
GROUP BY period
