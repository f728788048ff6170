SELECT
  'all' AS period,
  CAST(row_number() OVER (ORDER BY streams DESC, track_name, artist_name, released_year) AS INTEGER) AS rank,
  track_name AS track,
  artist_name AS artist,
  released_year,
  streams
FROM tracks
WHERE streams IS NOT NULL
QUALIFY rank <= 100
