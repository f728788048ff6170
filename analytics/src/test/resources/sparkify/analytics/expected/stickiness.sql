WITH active AS (SELECT DISTINCT day, userId FROM events WHERE userId <> ''),
days AS (SELECT DISTINCT day FROM active),
counted AS (
  SELECT
    days.day,
    count(DISTINCT userId) FILTER (active.day = days.day) AS daily_users,
    count(DISTINCT userId) FILTER (active.day > days.day - 7) AS weekly_users,
    count(DISTINCT userId) AS monthly_users
  FROM days
  JOIN active ON active.day BETWEEN days.day - 29 AND days.day
  GROUP BY days.day
)
SELECT
  day AS period,
  daily_users,
  weekly_users,
  monthly_users,
  daily_users / weekly_users AS daily_per_weekly,
  daily_users / monthly_users AS daily_per_monthly
FROM counted
