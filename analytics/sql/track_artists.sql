-- title: Artists in the catalogue
-- feed: tracks
-- grain: all
-- reads: own
-- answers: Which artists have the most streams?
-- columns:
--   period: always 'all', because tracks have no time
--   rank: place by streams, from 1; ties in order of artist, unknown streams last
--   artist: name of one artist; a track of several counts in full for each of them
--   songs: tracks with the artist
--   streams: streams of these tracks together, as far as known; null if none is known

WITH credits AS (
  SELECT period, streams, explode(split(artist_name, ', ')) AS name
  FROM tracks
),
artists AS (
  SELECT period, trim(name) AS artist, count(*) AS songs, sum(streams) AS streams
  FROM credits
  WHERE trim(name) <> ''
  GROUP BY period, trim(name)
)
SELECT
  period,
  row_number() OVER (PARTITION BY period ORDER BY streams DESC NULLS LAST, artist) AS rank,
  artist,
  songs,
  streams
FROM artists
