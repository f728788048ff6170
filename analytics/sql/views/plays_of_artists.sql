-- feed: events
-- rows: one for each play of an artist
-- columns:
--   ts: beginning of the hour of the play (UTC), in milliseconds
--   user: who played it; null if not recorded
--   artist: who performs it
--   song: its title; null if not recorded

SELECT
  ts - pmod(ts, 3600000) AS ts,
  nullif(userId, '') AS user,
  artist,
  song
FROM events
WHERE page = 'NextSong' AND artist IS NOT NULL
-- Then grouping by artist, or by artist and song, moves no rows.
DISTRIBUTE BY artist
