"""Computes tables by day from a file of events with DuckDB, and writes each as Parquet."""

import sys
from pathlib import Path

import duckdb


def main(file, queries, out, names):
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    database.execute(text(queries, "_events").replace("${file}", file))
    for name in names:
        query = text(queries, name).replace("${grain}", "day")
        database.execute(f"COPY ({query}) TO '{out}/{name}.parquet' (COMPRESSION zstd)")
        rows = database.execute(f"SELECT count(*) FROM '{out}/{name}.parquet'").fetchone()[0]
        print(name, rows)


def text(folder, name):
    return (Path(folder) / f"{name}.sql").read_text(encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
