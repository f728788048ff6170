"""SQL queries over the commit log of a table."""

MANIFEST = """
    manifest STRUCT<
        seq: BIGINT, kind: STRING, committedAt: STRING, writer: STRUCT<application: STRING>,
        ranges: ARRAY<STRUCT<landed: BIGINT, rejected: BIGINT, absent: BIGINT>>,
        gaps: ARRAY<STRUCT<`from`: BIGINT, until: BIGINT>>,
        files: ARRAY<STRUCT<path: STRING, rows: BIGINT, bytes: BIGINT, minTime: BIGINT, maxTime: BIGINT>>,
        replaces: ARRAY<STRING>>
"""
"""The fields that are read from a manifest, a JSON file of the commit log."""

COMMITS = """
    SELECT seq, kind, CAST(committedAt AS TIMESTAMP) AS committed_at, writer.application,
        aggregate(ranges.landed, 0L, (sum, each) -> sum + each) AS landed,
        aggregate(ranges.rejected, 0L, (sum, each) -> sum + each) AS rejected,
        aggregate(ranges.absent, 0L, (sum, each) -> sum + each) AS absent,
        aggregate(gaps, 0L, (sum, each) -> sum + each.until - each.`from`) AS lost,
        size(files) AS files,
        aggregate(files.bytes, 0L, (sum, each) -> sum + each) AS bytes
    FROM {log} ORDER BY seq
"""
"""What landed when, from `log`: one row per commit. Counts are of offsets, except `files` and `bytes`."""

FILES = """
    WITH added AS (SELECT seq, inline(files) FROM {log}),
        replaced AS (SELECT explode(replaces) AS path FROM {log})
    SELECT seq, path, rows, bytes,
        timestamp_millis(minTime) AS min_time, timestamp_millis(maxTime) AS max_time
    FROM added LEFT ANTI JOIN replaced USING (path) ORDER BY path
"""
"""The files that were added and not replaced since, from `log`."""
