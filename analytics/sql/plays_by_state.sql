-- title: Plays by state
-- feed: events
-- view: activity
-- grain: day, month
-- reads: own
-- answers: In which states do people listen?
-- columns:
--   period: first day of the period (UTC)
--   state: two letters; the first state of a metropolitan area that spans several (MA for
--       'Boston-Cambridge-Newton, MA-NH'); 'unknown' if not recorded
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
    coalesce(nullif(regexp_extract(location, ', *([A-Z]{2})', 1), ''), 'unknown') AS state
  FROM users
)
SELECT
  period,
  state,
  sum(plays) AS plays,
  CAST(coalesce(sum(seconds), 0) AS DOUBLE) / 3600 AS listening_hours,
  count(DISTINCT user) AS listeners
FROM places
GROUP BY period, state
