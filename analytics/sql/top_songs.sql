-- title: Top songs
-- feed: events
-- view: plays_of_artists
-- grain: day, week, month
-- reads: 1 before
-- answers: Which songs are played most, and which are rising?
-- columns:
--   period: first day of the period (UTC; weeks begin on Monday)
--   rank: place by plays, from 1 to 100; ties in order of song and artist
--   song: title of the song
--   artist: who performs it; plays without a song or an artist are left out
--   plays: how often it was played
--   listeners: how many users played it
--   previous_rank: its rank in the period before, which may be above 100; null if it was not played then
--   rank_change: previous_rank - rank, so up is positive; null if it was not played in the period before

WITH songs AS (
  SELECT
    period,
    previous,
    song,
    artist,
    count(*) AS plays,
    count(DISTINCT user) AS listeners
  FROM plays_of_artists
  WHERE song IS NOT NULL
  GROUP BY period, previous, song, artist
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY period ORDER BY plays DESC, song, artist) AS rank
  FROM songs
),
compared AS (
  SELECT
    *,
    -- The last period in which it was played counts only if it is the one before this.
    CASE WHEN lag(period) OVER earlier = previous THEN lag(rank) OVER earlier END AS previous_rank
  FROM ranked
  WINDOW earlier AS (PARTITION BY song, artist ORDER BY period)
)
SELECT
  period,
  rank,
  song,
  artist,
  plays,
  listeners,
  previous_rank,
  previous_rank - rank AS rank_change
FROM compared
WHERE rank <= 100
