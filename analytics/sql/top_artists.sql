-- title: Top artists
-- feed: events
-- view: plays_of_artists
-- grain: day, week, month
-- reads: 1 before
-- answers: Which artists are played most, and which are rising?
-- columns:
--   period: first day of the period (UTC; weeks begin on Monday)
--   rank: place by plays, from 1 to 100; ties in order of artist
--   artist: name of the artist; plays without an artist are left out
--   plays: how often the artist's songs were played
--   listeners: how many users played them
--   previous_rank: the rank in the period before, which may be above 100; null if not played then
--   rank_change: previous_rank - rank, so up is positive; null if not played in the period before

WITH artists AS (
  SELECT
    period,
    previous,
    artist,
    count(*) AS plays,
    count(DISTINCT user) AS listeners
  FROM plays_of_artists
  GROUP BY period, previous, artist
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY period ORDER BY plays DESC, artist) AS rank
  FROM artists
),
compared AS (
  SELECT
    *,
    -- The last period in which the artist was played counts only if it is the one before this.
    CASE WHEN lag(period) OVER earlier = previous THEN lag(rank) OVER earlier END AS previous_rank
  FROM ranked
  WINDOW earlier AS (PARTITION BY artist ORDER BY period)
)
SELECT
  period,
  rank,
  artist,
  plays,
  listeners,
  previous_rank,
  previous_rank - rank AS rank_change
FROM compared
WHERE rank <= 100
