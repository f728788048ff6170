WITH first_weeks AS (SELECT userId, min(week) AS cohort FROM events WHERE userId <> '' GROUP BY userId),
sizes AS (SELECT cohort, count(*) AS cohort_users FROM first_weeks GROUP BY cohort),
weeks AS (SELECT DISTINCT week FROM events WHERE userId <> ''),
active AS (
  SELECT week, cohort, count(DISTINCT userId) AS active_users
  FROM events
  JOIN first_weeks USING (userId)
  GROUP BY ALL
)
SELECT
  week AS period,
  cohort,
  CAST((week - cohort) // 7 AS INTEGER) AS weeks_since,
  cohort_users,
  ifnull(active_users, 0) AS active_users,
  ifnull(active_users, 0) / cohort_users AS share
FROM weeks
CROSS JOIN sizes
LEFT JOIN active USING (week, cohort)
WHERE cohort <= week
