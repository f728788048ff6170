-- title: Keys and modes
-- feed: tracks
-- grain: all
-- reads: own
-- answers: In which keys is music written, and do some of them have more streams?
-- columns:
--   period: always 'all', because tracks have no time
--   key: key, such as C#; 'unknown' if the catalogue has none
--   mode: Major or Minor; 'unknown' if the catalogue has none
--   songs: tracks in this key and mode
--   share: songs / all tracks, between 0 and 1
--   mean_streams: mean streams of those tracks whose streams are known
--   median_bpm: median beats per minute of these tracks

WITH counted AS (
  SELECT
    period,
    coalesce(key, 'unknown') AS key,
    coalesce(mode, 'unknown') AS mode,
    count(*) AS songs,
    sum(streams) / count(streams) AS mean_streams,
    percentile(bpm, 0.5) AS median_bpm
  FROM tracks
  GROUP BY period, coalesce(key, 'unknown'), coalesce(mode, 'unknown')
)
SELECT
  period,
  key,
  mode,
  songs,
  songs / sum(songs) OVER (PARTITION BY period) AS share,
  mean_streams,
  median_bpm
FROM counted
