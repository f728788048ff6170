WITH newcomers AS (
  SELECT first_period AS period, count(*) AS new_users
  FROM (SELECT min("${grain}") AS first_period FROM events WHERE userId <> '' GROUP BY userId)
  GROUP BY first_period
),
changes AS (
  SELECT
    "${grain}" AS period,
    count(*) FILTER (page = 'Submit Upgrade') AS upgrades,
    count(*) FILTER (page = 'Submit Downgrade') AS downgrades,
    count(*) FILTER (page = 'Cancellation Confirmation') AS cancellations
  FROM events
  WHERE userId <> ''
  GROUP BY ALL
)
SELECT period, ifnull(new_users, 0) AS new_users, upgrades, downgrades, cancellations
FROM changes
LEFT JOIN newcomers USING (period)
