WITH sources AS (
  SELECT source, value, streams
  FROM tracks
  UNPIVOT INCLUDE NULLS (
    value FOR source IN (
      in_spotify_playlists, in_spotify_charts, in_apple_playlists, in_apple_charts, in_deezer_playlists,
      in_deezer_charts, in_shazam_charts
    )
  )
),
ranked AS (
  SELECT
    source,
    avg(place_by_value) OVER (PARTITION BY source, value) AS x,
    avg(place_by_streams) OVER (PARTITION BY source, streams) AS y
  FROM (
    SELECT
      *,
      row_number() OVER (PARTITION BY source ORDER BY value) AS place_by_value,
      row_number() OVER (PARTITION BY source ORDER BY streams) AS place_by_streams
    FROM sources
    WHERE value IS NOT NULL AND streams IS NOT NULL
  )
),
correlated AS (SELECT source, corr(x, y) AS rank_correlation FROM ranked GROUP BY source)
SELECT
  'all' AS period,
  replace(source, 'in_', '') AS source,
  count(value) AS tracks,
  count(*) FILTER (value > 0) AS listed,
  median(value) AS median,
  any_value(CASE WHEN NOT isnan(rank_correlation) THEN rank_correlation END) AS rank_correlation,
  median(streams) FILTER (value > 0) AS median_streams
FROM sources
LEFT JOIN correlated USING (source)
GROUP BY source
