-- title: Plays
-- feed: events
-- view: activity
-- grain: hour, day
-- reads: own
-- answers: How much do users listen, and how much of it on the paid level?
-- columns:
--   period: beginning of the hour, or the day (UTC)
--   level: paid or free, at the time of the play; 'unknown' if not recorded
--   plays: songs played
--   listening_hours: total length of the songs played, in hours; a song counts in full, even if skipped
--   listeners: users who played a song; a user who changed level within the period counts in both

WITH users AS (
  SELECT
    period,
    coalesce(level, 'unknown') AS level,
    nullif(userId, '') AS user,
    sum(plays) AS plays,
    sum(seconds) AS seconds
  FROM activity
  WHERE plays > 0
  GROUP BY period, coalesce(level, 'unknown'), nullif(userId, '')
)
SELECT
  period,
  level,
  sum(plays) AS plays,
  CAST(coalesce(sum(seconds), 0) AS DOUBLE) / 3600 AS listening_hours,
  count(user) AS listeners
FROM users
GROUP BY period, level
