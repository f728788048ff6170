-- title: User changes
-- feed: events
-- view: activity
-- grain: day, week, month
-- reads: all before
-- answers: How many users come, go, and change between free and paid?
-- columns:
--   period: first day of the period (UTC; weeks begin on Monday); periods without any user do not appear
--   new_users: users whose first event in the data is in the period, whenever they registered; in the
--       first period of the data that is everyone
--   upgrades: how often a user went from free to paid (page 'Submit Upgrade')
--   downgrades: how often a user went from paid to free (page 'Submit Downgrade')
--   cancellations: how often a user left (page 'Cancellation Confirmation')

WITH users AS (
  SELECT
    period,
    userId,
    sum(upgrades) AS upgrades,
    sum(downgrades) AS downgrades,
    sum(cancellations) AS cancellations
  FROM activity
  WHERE userId <> ''
  GROUP BY period, userId
),
dated AS (
  SELECT *, min(period) OVER (PARTITION BY userId) AS first_period
  FROM users
)
SELECT
  period,
  count_if(period = first_period) AS new_users,
  sum(upgrades) AS upgrades,
  sum(downgrades) AS downgrades,
  sum(cancellations) AS cancellations
FROM dated
GROUP BY period
