"""What hostile_bench.sh saw, as figures beside what is asked of them: of each attack the worse p99 of the two ports
against the quiet time just before, and the longest that any offender was let, both medians over the rounds.

What must hold on any machine, loaded or not, decides the exit code: the memory stays under its ceiling, and every
offender that does not close by itself is hung up on at all. That no answer was wrong and nothing acknowledged was lost, the
clients have seen before."""
import json
import statistics
import sys

WHAT = {
    "slow-http": "sockets at a byte a second",
    "headers-http": "endless heads of HTTP",
    "headers-grpc": "endless heads of HTTP/2",
    "unread-http": "watches over gRPC-Web that nobody reads",
    "unread-grpc": "watches over gRPC that nobody reads",
    "resets-tcp": "connections reset at once",
    "resets-grpc": "calls of gRPC reset at once",
}
HUNG_UP_ON = ("slow-http", "headers-http", "headers-grpc", "unread-http", "unread-grpc", "resets-grpc")
DOUBLE = 2
CLOSED_S = 10


def figure(name, value, unit, most=None):
    line = {"bench": "hostile", "name": name, "value": round(value, 2), "unit": unit}
    if most is not None:
        line.update(target=f"<= {most:g}", reached=value <= most)
        said = "reached" if value <= most else "MISSED"
        print(f"{name}: {value:.3g} {unit}, asked <= {most:g}: {said}", file=sys.stderr)
    print(json.dumps(line))


def main(path, memory, ceiling):
    with open(path, encoding="utf-8") as file:
        runs = [json.loads(line) for line in file]
    quiet = None
    pairs = []  # the quiet time before, and the attack
    for run in runs:
        if run["run"] == "quiet":
            quiet = run
        else:
            pairs.append((quiet, run))
    for port in ("grpc", "http"):
        usual = statistics.median(before[port]["p99_ms"] for before, _ in pairs)
        figure(f"bookings over {port}, p99, quiet", usual, "ms")
    for attack, what in WHAT.items():
        of_it = [(before, under) for before, under in pairs if under["run"] == attack]
        ratios = {port: statistics.median(under[port]["p99_ms"] / before[port]["p99_ms"] for before, under in of_it)
                  for port in ("grpc", "http")}
        worse = max(ratios, key=ratios.get)
        figure(f"others' p99, {what} (worse: {worse})", ratios[worse], "x quiet", DOUBLE)
        if attack == "resets-tcp":
            continue  # they close themselves
        let = statistics.median(under["offenders"]["longest_s"] for _, under in of_it)
        figure(f"offenders closed, {what}", let, "s", CLOSED_S)
    figure("memory at most", memory, "MiB", ceiling)
    kept_on = [run["run"] for run in runs if run["run"] in HUNG_UP_ON and run["offenders"]["closed"] == 0]
    if kept_on:
        print(f"never hung up on: {', '.join(kept_on)}", file=sys.stderr)
    return memory > ceiling or bool(kept_on)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
