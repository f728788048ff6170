-- title: Retention
-- feed: events
-- view: activity
-- grain: week
-- reads: all before
-- answers: Of the users who came in one week, how many are still active weeks later?
-- columns:
--   period: the week of activity, by its Monday (UTC); weeks without any user do not appear
--   cohort: the week of the users' first event in the data, by its Monday; the first cohort also holds
--       users who came before the data began
--   weeks_since: weeks from cohort to period, from 0
--   cohort_users: users of the cohort
--   active_users: those of them with any event in the period; 0 if none
--   share: active_users / cohort_users, between 0 and 1

WITH active AS (
  SELECT DISTINCT period, userId
  FROM activity
  WHERE userId <> ''
),
dated AS (
  SELECT period, min(period) OVER (PARTITION BY userId) AS cohort
  FROM active
),
counted AS (
  SELECT period, cohort, count(*) AS users
  FROM dated
  GROUP BY period, cohort
),
cohorts AS (
  SELECT cohort, users
  FROM counted
  WHERE period = cohort
),
weeks AS (
  SELECT DISTINCT period
  FROM counted
)
SELECT
  weeks.period,
  cohorts.cohort,
  CAST(datediff(weeks.period, cohorts.cohort) / 7 AS INT) AS weeks_since,
  cohorts.users AS cohort_users,
  coalesce(counted.users, 0) AS active_users,
  coalesce(counted.users, 0) / cohorts.users AS share
FROM weeks
JOIN cohorts ON cohorts.cohort <= weeks.period
LEFT JOIN counted ON counted.period = weeks.period AND counted.cohort = cohorts.cohort
