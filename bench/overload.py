"""What overload_bench.sh saw, as figures: medians over its rounds, beside what is asked of them.

Each line of the file is one run: "bounded" those of mutuad as it is, "unbounded" those without the bound on the time
in the queue; "patience" of callers who wait a second and no longer. What must hold on any machine, loaded or not,
decides the exit code: nothing acknowledged is lost, and the memory stays under its ceiling."""
import json
import statistics
import sys

PEER = "no bound on time"


def medians(runs):
    """By name: the median over the runs."""
    flat = [{**run["saw"], **run["kept"], "memory_mib": run["memory_mib"]} for run in runs]
    return {name: statistics.median(run[name] for run in flat) for name in flat[0]}


def figure(name, value, unit, asked=None, peer=None):
    """`asked`: a sign and a number, of Mutua's own figures."""
    line = {"bench": "overload", "name": name, "value": round(value, 2), "unit": unit}
    if peer:
        line["peer"] = peer
    elif asked:
        sign, number = asked
        reached = value <= number if sign == "<=" else value >= number
        line.update(target=f"{sign} {number:g}", reached=reached)
        print(f"{name}: {value:.4g} {unit}, asked {sign} {number:g}: {'reached' if reached else 'MISSED'}",
              file=sys.stderr)
    print(json.dumps(line))


def show(runs, way, peer=None):
    """What mutuad does in that way of running it, on the slow journal."""
    saw = medians([run for run in runs if run["run"] == way])
    figure("peak of the decide queue, journal slowed", saw["peak"], "1/s", peer=peer)
    figure("goodput at 3 times the peak", 100 * saw["goodput"] / saw["peak"], "%", (">=", 90), peer)
    figure("refusals, p99", saw["refused_p99_ms"], "ms", ("<=", 5), peer)
    figure("bookings, p99", saw["booked_p99_ms"], "ms", peer=peer)
    figure("until bookings take as long as before", saw["recovery_s"], "s", ("<=", 5), peer)
    saw = medians([run for run in runs if run["run"] == way + " patience"])
    figure("goodput, callers who wait a second", 100 * saw["goodput"] / saw["peak"], "%", (">=", 90), peer)


def main(path, ceiling):
    with open(path, encoding="utf-8") as file:
        runs = [json.loads(line) for line in file]
    ways = {run["run"] for run in runs}
    show(runs, "bounded")
    if "unbounded" in ways:
        show(runs, "unbounded", PEER)
    if "bounded processor" in ways:
        saw = medians([run for run in runs if run["run"] == "bounded processor"])
        figure("peak, processor saturated", saw["peak"], "1/s")
        figure("goodput at 3 times the peak, processor saturated", 100 * saw["goodput"] / saw["peak"], "%")
        figure("refusals, p99, processor saturated", saw["refused_p99_ms"], "ms")
        figure("until bookings take as long as before, processor saturated", saw["recovery_s"], "s")
    memory = max(run["memory_mib"] for run in runs)
    lost = sum(run["kept"]["lost"] for run in runs)
    figure("memory at most, of all runs", memory, "MiB", ("<=", ceiling))
    figure("acknowledged and lost, of all runs", lost, "bookings", ("<=", 0))
    return memory > ceiling or lost > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
