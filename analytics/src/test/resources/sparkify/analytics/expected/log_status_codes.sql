WITH totals AS (SELECT "${grain}" AS period, count(*) AS total FROM access GROUP BY ALL)
SELECT period, status, count(*) AS requests, count(*) / any_value(total) AS share
FROM access
JOIN totals ON period = "${grain}"
GROUP BY ALL
