WITH views AS (
  SELECT "${grain}" AS period, userId, min(ts) AS viewed
  FROM events
  WHERE userId <> '' AND page = 'Upgrade'
  GROUP BY ALL
),
submits AS (
  SELECT "${grain}" AS period, userId, ts AS submitted
  FROM events
  WHERE page = 'Submit Upgrade'
),
users AS (
  SELECT views.period, views.userId, min(submitted - viewed) AS ms
  FROM views
  LEFT JOIN submits
    ON submits.period = views.period AND submits.userId = views.userId AND submitted >= viewed
  GROUP BY views.period, views.userId
)
SELECT
  period,
  count(*) AS viewers,
  count(ms) AS upgraders,
  count(ms) / count(*) AS conversion,
  median(ms) / 60000 AS median_minutes
FROM users
GROUP BY period
