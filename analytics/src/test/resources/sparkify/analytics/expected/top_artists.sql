WITH artists AS (
  SELECT
    "${grain}" AS period,
    artist,
    count(*) AS plays,
    count(DISTINCT userId) FILTER (userId <> '') AS listeners
  FROM events
  WHERE page = 'NextSong' AND artist IS NOT NULL
  GROUP BY ALL
),
ranked AS (
  SELECT
    *,
    CAST(row_number() OVER (PARTITION BY period ORDER BY plays DESC, artist) AS INTEGER) AS rank
  FROM artists
)
SELECT
  now.period,
  now.rank,
  now.artist,
  now.plays,
  now.listeners,
  before.rank AS previous_rank,
  before.rank - now.rank AS rank_change
FROM ranked AS now
LEFT JOIN ranked AS before
  ON before.period = CAST(now.period - INTERVAL 1 ${grain} AS DATE) AND before.artist = now.artist
WHERE now.rank <= 100
