-- title: Stickiness
-- feed: events
-- view: activity
-- grain: day
-- reads: 29 before
-- answers: Do users come back every day, or now and then?
-- columns:
--   period: day (UTC); days without any user do not appear
--   daily_users: users with any event on that day
--   weekly_users: users with any event in the 7 days that end with it
--   monthly_users: users with any event in the 30 days that end with it. At the beginning of the
--       data there are fewer days to look back on, so this and weekly_users are too low there
--   daily_per_weekly: daily_users / weekly_users, between 0 and 1
--   daily_per_monthly: daily_users / monthly_users, between 0 and 1: 0.5 means that users come every
--       other day on average

WITH active AS (
  SELECT DISTINCT period, userId
  FROM activity
  WHERE userId <> ''
),
-- Each day a user was active counts for 30 days, or until the day before they are active again.
spans AS (
  SELECT
    period AS active_on,
    least(
      date_add(period, 29),
      date_sub(lead(period) OVER (PARTITION BY userId ORDER BY period), 1)
    ) AS until
  FROM active
),
days AS (
  SELECT day, datediff(day, active_on) AS ago
  FROM spans
  LATERAL VIEW explode(sequence(active_on, until)) AS day
),
counted AS (
  SELECT
    day AS period,
    count_if(ago = 0) AS daily_users,
    count_if(ago < 7) AS weekly_users,
    count(*) AS monthly_users
  FROM days
  GROUP BY day
)
SELECT
  period,
  daily_users,
  weekly_users,
  monthly_users,
  daily_users / weekly_users AS daily_per_weekly,
  daily_users / monthly_users AS daily_per_monthly
FROM counted
WHERE daily_users > 0
