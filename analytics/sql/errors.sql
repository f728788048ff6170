-- title: Errors
-- feed: events
-- view: activity
-- grain: hour, day
-- reads: own
-- answers: How often does the service fail its users, and how many of them?
-- columns:
--   period: beginning of the hour, or the day (UTC)
--   events: events of all kinds
--   errors: those with a status of 400 or above
--   error_share: errors / events, between 0 and 1
--   users: users with any event
--   affected_users: those of them with at least one error

WITH users AS (
  SELECT
    period,
    nullif(userId, '') AS user,
    sum(events) AS events,
    sum(errors) AS errors
  FROM activity
  GROUP BY period, nullif(userId, '')
)
SELECT
  period,
  sum(events) AS events,
  sum(errors) AS errors,
  sum(errors) / sum(events) AS error_share,
  count(user) AS users,
  count_if(user IS NOT NULL AND errors > 0) AS affected_users
FROM users
GROUP BY period
