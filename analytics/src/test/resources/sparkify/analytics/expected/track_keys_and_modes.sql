SELECT
  'all' AS period,
  ifnull(key, 'unknown') AS key,
  ifnull(mode, 'unknown') AS mode,
  count(*) AS songs,
  count(*) / (SELECT count(*) FROM tracks) AS share,
  avg(streams) AS mean_streams,
  median(bpm) AS median_bpm
FROM tracks
GROUP BY ALL
