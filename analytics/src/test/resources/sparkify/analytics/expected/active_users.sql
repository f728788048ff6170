-- The last level comes first. Of two at the same moment, paid does.
WITH users AS (
  SELECT
    "${grain}" AS period,
    userId,
    first(level ORDER BY ts DESC, level DESC) FILTER (level IN ('paid', 'free')) AS last_level
  FROM events
  WHERE userId <> ''
  GROUP BY ALL
)
SELECT
  period,
  count(*) AS users,
  count(*) FILTER (last_level = 'paid') AS paying_users,
  count(*) FILTER (last_level = 'free') AS free_users
FROM users
GROUP BY period
