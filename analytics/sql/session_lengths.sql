-- title: Session lengths
-- feed: events
-- view: activity
-- grain: day, week, month
-- reads: own
-- answers: How long do users stay, and how much do they listen to in one go?
-- columns:
--   period: first day of the period (UTC; weeks begin on Monday)
--   sessions: sessions of users with an event in the period. A session that spans several periods is cut:
--       each of them counts its own part, here and in the columns below
--   songs_mean: mean number of songs played in a session
--   minutes_mean: mean minutes from a session's first event to its last; 0 if it has only one
--   minutes_q25: a quarter of the sessions are at most this long, in minutes
--   minutes_median: half of the sessions are at most this long, in minutes
--   minutes_q75: three quarters of the sessions are at most this long, in minutes
--   minutes_p90: nine tenths of the sessions are at most this long, in minutes
--   minutes_max: the longest session, in minutes

WITH sessions AS (
  SELECT
    period,
    sum(plays) AS songs,
    max(last) - min(first) AS ms
  FROM activity
  WHERE userId <> '' AND sessionId IS NOT NULL
  GROUP BY period, userId, sessionId
)
SELECT
  period,
  count(*) AS sessions,
  sum(songs) / count(*) AS songs_mean,
  sum(ms) / count(*) / 60000 AS minutes_mean,
  percentile(ms, 0.25) / 60000 AS minutes_q25,
  percentile(ms, 0.5) / 60000 AS minutes_median,
  percentile(ms, 0.75) / 60000 AS minutes_q75,
  percentile(ms, 0.9) / 60000 AS minutes_p90,
  max(ms) / 60000 AS minutes_max
FROM sessions
GROUP BY period
