WITH songs AS (
  SELECT
    "${grain}" AS period,
    song,
    artist,
    count(*) AS plays,
    count(DISTINCT userId) FILTER (userId <> '') AS listeners
  FROM events
  WHERE page = 'NextSong' AND song IS NOT NULL AND artist IS NOT NULL
  GROUP BY ALL
),
ranked AS (
  SELECT
    *,
    CAST(row_number() OVER (PARTITION BY period ORDER BY plays DESC, song, artist) AS INTEGER) AS rank
  FROM songs
)
SELECT
  now.period,
  now.rank,
  now.song,
  now.artist,
  now.plays,
  now.listeners,
  before.rank AS previous_rank,
  before.rank - now.rank AS rank_change
FROM ranked AS now
LEFT JOIN ranked AS before
  ON before.period = CAST(now.period - INTERVAL 1 ${grain} AS DATE)
  AND before.song = now.song
  AND before.artist = now.artist
WHERE now.rank <= 100
