-- title: Active users
-- feed: events
-- view: activity
-- grain: day, week, month
-- reads: own
-- answers: How many users does the service have, and how many of them pay?
-- columns:
--   period: first day of the period (UTC; weeks begin on Monday)
--   users: users with any event in the period
--   paying_users: those whose last event in the period was on the paid level
--   free_users: those whose last event in the period was on the free level

WITH users AS (
  SELECT
    period,
    userId,
    max(CASE WHEN level = 'paid' THEN last END) AS paid,
    max(CASE WHEN level = 'free' THEN last END) AS free
  FROM activity
  WHERE userId <> ''
  GROUP BY period, userId
)
SELECT
  period,
  count(*) AS users,
  -- At the same moment, paid counts as the last.
  count_if(paid >= coalesce(free, paid)) AS paying_users,
  count_if(free > coalesce(paid, free - 1)) AS free_users
FROM users
GROUP BY period
