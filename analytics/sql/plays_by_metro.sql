-- title: Plays by metropolitan area
-- feed: events
-- view: activity
-- grain: day, month
-- reads: own
-- answers: In which metropolitan areas do people listen?
-- columns:
--   period: first day of the period (UTC)
--   metro: metropolitan area with its states, as recorded; 'unknown' if not recorded
--   plays: songs played
--   listening_hours: total length of the songs played, in hours; a song counts in full, even if skipped
--   listeners: users who played a song; a user who moved within the period counts in both places

WITH users AS (
  SELECT
    period,
    location,
    nullif(userId, '') AS user,
    sum(plays) AS plays,
    sum(seconds) AS seconds
  FROM activity
  WHERE plays > 0
  GROUP BY period, location, nullif(userId, '')
),
places AS (
  SELECT
    *,
    coalesce(nullif(location, ''), 'unknown') AS metro
  FROM users
)
SELECT
  period,
  metro,
  sum(plays) AS plays,
  CAST(coalesce(sum(seconds), 0) AS DOUBLE) / 3600 AS listening_hours,
  count(DISTINCT user) AS listeners
FROM places
GROUP BY period, metro
