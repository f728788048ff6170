-- title: Most streamed tracks
-- feed: tracks
-- grain: all
-- reads: own
-- answers: Which tracks were streamed most?
-- columns:
--   period: always 'all', because tracks have no time
--   rank: place by streams, from 1 to 100; ties in order of track, artist and year
--   track: name of the track
--   artist: name of the artist, or of several with ', ' between
--   released_year: year it was released
--   streams: how often it was streamed; tracks for which this is not known are left out

WITH ranked AS (
  SELECT
    period,
    row_number() OVER (
      PARTITION BY period ORDER BY streams DESC, track_name, artist_name, released_year
    ) AS rank,
    track_name AS track,
    artist_name AS artist,
    released_year,
    streams
  FROM tracks
  WHERE streams IS NOT NULL
)
SELECT period, rank, track, artist, released_year, streams
FROM ranked
WHERE rank <= 100
