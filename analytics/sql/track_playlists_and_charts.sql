-- title: Playlists and charts
-- feed: tracks
-- grain: all
-- reads: own
-- answers: How closely do playlists and charts follow streams?
-- columns:
--   period: always 'all', because tracks have no time
--   source: whose playlists or charts: spotify_playlists, spotify_charts, apple_playlists, apple_charts,
--       deezer_playlists, deezer_charts or shazam_charts
--   tracks: tracks with a value for this source, which may be 0
--   listed: those of them with a value above 0, which are in at least one playlist or chart
--   median: median of the value, zeros included: the number of playlists; for charts as the catalogue
--       has it, a number or a place
--   rank_correlation: Spearman's rank correlation of the value with streams, between -1 and 1, over the
--       tracks with both; null if it cannot be computed. For charts read it with care: 0 means not in
--       the charts, and if the other values are places, low ones are better than high ones
--   median_streams: median streams of the listed tracks, as far as known

WITH sources AS (
  SELECT period, streams, source, value
  FROM tracks
  LATERAL VIEW stack(
    7,
    'spotify_playlists', in_spotify_playlists,
    'spotify_charts', in_spotify_charts,
    'apple_playlists', in_apple_playlists,
    'apple_charts', in_apple_charts,
    'deezer_playlists', in_deezer_playlists,
    'deezer_charts', in_deezer_charts,
    'shazam_charts', in_shazam_charts
  ) AS source, value
),
described AS (
  SELECT
    period,
    source,
    count(value) AS tracks,
    count_if(value > 0) AS listed,
    percentile(value, 0.5) AS median,
    percentile(CASE WHEN value > 0 THEN streams END, 0.5) AS median_streams
  FROM sources
  GROUP BY period, source
),
-- Twice the average rank, which is whole: the first rank of equal values plus their last.
ranked AS (
  SELECT
    period,
    source,
    CAST(
      2 * rank() OVER (PARTITION BY period, source ORDER BY value)
      + count(*) OVER (PARTITION BY period, source, value) - 1 AS DECIMAL(19, 0)
    ) AS x,
    CAST(
      2 * rank() OVER (PARTITION BY period, source ORDER BY streams)
      + count(*) OVER (PARTITION BY period, source, streams) - 1 AS DECIMAL(19, 0)
    ) AS y
  FROM sources
  WHERE value IS NOT NULL AND streams IS NOT NULL
),
summed AS (
  SELECT
    period,
    source,
    CAST(count(*) * sum(x * y) - sum(x) * sum(y) AS DOUBLE) AS xy,
    CAST(count(*) * sum(x * x) - sum(x) * sum(x) AS DOUBLE) AS xx,
    CAST(count(*) * sum(y * y) - sum(y) * sum(y) AS DOUBLE) AS yy
  FROM ranked
  GROUP BY period, source
)
SELECT
  period,
  source,
  tracks,
  listed,
  median,
  xy / nullif(sqrt(xx) * sqrt(yy), 0) AS rank_correlation,
  median_streams
FROM described
LEFT JOIN summed USING (period, source)
