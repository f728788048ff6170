WITH credits AS (SELECT streams, trim(unnest(string_split(artist_name, ', ')), ' ') AS artist FROM tracks)
SELECT
  'all' AS period,
  CAST(row_number() OVER (ORDER BY sum(streams) DESC NULLS LAST, artist) AS INTEGER) AS rank,
  artist,
  count(*) AS songs,
  CAST(sum(streams) AS BIGINT) AS streams
FROM credits
WHERE artist <> ''
GROUP BY artist
