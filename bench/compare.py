"""The figures of compare_bench.sh: medians of its rounds, and the ratios that Mutua is asked for.

Reads one JSON object a line, {"run": name, "saw": what load_client or postgresql.sh printed}, and prints
figures as bench/README.md says. A ratio carries its target; "reached" says whether it holds.
"""
import json
import statistics
import sys

EXCLUDE, LOCK, ECHO = "PostgreSQL 15, EXCLUDE", "PostgreSQL 15, row lock", "gRPC echo"

# Figures that stand beside each other: name, unit, field, {whose: run}.
FIGURES = [
    *[(f"{what}, {clients} clients" if clients > 1 else f"{what}, 1 client", unit, field,
       {"": f"mutua-{clients}", EXCLUDE: f"exclude-{clients}", LOCK: f"lock-{clients}"})
      for clients in (64, 8, 1)
      for what, unit, field in (("bookings", "1/s", "per_s"), ("server CPU a booking", "us", "cpu_us"),
                                ("p50", "us", "p50_us"), ("p99", "us", "p99_us"),
                                ("refused", "share", "refused"))],
    ("free time of 100 resources, server CPU", "us", "cpu_us", {"": "mutua-free-100", LOCK: "free-100"}),
    ("bookings, 500 in a call", "1/s", "per_s", {"": "mutua-batch", EXCLUDE: "exclude-64"}),
    ("CPU a booking, 500 in a call", "us", "cpu_us", {"": "mutua-batch"}),
    ("bookings of the fill, 500 in a call", "1/s", "per_s", {"": "mutua-fill"}),
    ("CreateBooking, server CPU, 64 clients", "us", "cpu_us", {"": "mutua-64", ECHO: "echo-64"}),
    ("CreateBooking, calls, 64 clients", "1/s", "per_s", {"": "mutua-64", ECHO: "echo-64"}),
    ("CreateBooking, p50, 1 client", "us", "p50_us", {"": "mutua-1", ECHO: "echo-1"}),
    ("FindFreeTime of 10, server CPU, 64 clients", "us", "cpu_us",
     {"": "mutua-free-10", ECHO: "echo-free-10"}),
]

# What is asked: name, field, our run, the peer's run, whether more is better, the target as a ratio.
TARGETS = [
    ("bookings/s at 64 clients, of EXCLUDE's", "per_s", "mutua-64", "exclude-64", True, 5),
    ("bookings/s at 64 clients, of the row lock's", "per_s", "mutua-64", "lock-64", True, 3.5),
    ("bookings/s at 1 client, of EXCLUDE's", "per_s", "mutua-1", "exclude-1", True, 0.9),
    ("server CPU a booking at 64 clients, of EXCLUDE's", "cpu_us", "mutua-64", "exclude-64", False, 1 / 6),
    ("p99 at 64 clients, of EXCLUDE's", "p99_us", "mutua-64", "exclude-64", False, 1 / 4),
    ("free time of 100 resources, CPU, of PostgreSQL's", "cpu_us", "mutua-free-100", "free-100", False, 1 / 20),
    ("many bookings in a call, of EXCLUDE's at 64 clients", "per_s", "mutua-batch", "exclude-64", True, 10),
    ("CreateBooking's CPU, of the echo's", "cpu_us", "mutua-64", "echo-64", False, 2.0),
    ("FindFreeTime of 10, CPU, of the echo's", "cpu_us", "mutua-free-10", "echo-free-10", False, 1.3),
]


def medians(path):
    seen = {}
    with open(path, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            seen.setdefault(line["run"], []).append(line["saw"])
    return lambda run, field: statistics.median(saw[field] for saw in seen[run])


def show(**figure):
    print(json.dumps({"bench": "compare", **figure}))


def main(path):
    median = medians(path)
    for name, unit, field, runs in FIGURES:
        for whose, run in runs.items():
            show(name=name, value=round(median(run, field), 4), unit=unit, **({"peer": whose} if whose else {}))
    for name, field, ours, theirs, more, target in TARGETS:
        ratio = median(ours, field) / median(theirs, field)
        reached = ratio >= target if more else ratio <= target
        show(name=name, value=round(ratio, 4), unit="ratio",
             target=f"{'>=' if more else '<='} {target:.3g}", reached=reached)


if __name__ == "__main__":
    main(sys.argv[1])
