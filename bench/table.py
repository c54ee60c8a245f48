"""The figures of the benchmarks: collects JSON lines into one results file and prints it as a table.

A figure is {"bench", "name", "value", "unit"} and, when it was measured on a peer, "peer" with the peer's
name. Mutua's figure and its peers' stand on one row when bench, name and unit agree, with their ratio. A figure
may carry what is asked of it: "target" as text, and "reached".
"""
import json
import os
import platform
import sys


def collect(lines_path, results_path):
    """Writes the lines, with where they were measured, as one JSON document."""
    with open(lines_path, encoding="utf-8") as lines:
        figures = [json.loads(line) for line in lines]
    machine = {"cores": os.cpu_count(), "kernel": platform.release(), "arch": platform.machine()}
    with open(results_path, "w", encoding="utf-8") as out:
        json.dump({"machine": machine, "figures": figures}, out, indent=1)
        out.write("\n")


def number(value):
    """Three significant digits and no exponent: 3535 -> 3,535; 0.0271 -> 0.0271."""
    if isinstance(value, str) or value is None:
        return value or ""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def rows(figures):
    """One row a figure of Mutua and peer; a peer's figure without ours stands alone, and the reverse."""
    keyed, targets = {}, {}
    for figure in figures:
        key = (figure["bench"], figure["name"], figure.get("unit", ""))
        keyed.setdefault(key, {})[figure.get("peer", "")] = figure["value"]
        if "target" in figure:
            targets[key] = figure["target"] + ("" if figure.get("reached", True) else "  missed")
    for (bench, name, unit), values in keyed.items():
        ours = values.pop("", None)
        for peer, theirs in values.items() or [("", None)]:
            ratio = ours / theirs if ours is not None and theirs else None
            target = targets.get((bench, name, unit), "")
            yield [bench, name, number(ours), unit, peer, number(theirs), number(ratio), target]


def table(results_path):
    with open(results_path, encoding="utf-8") as results:
        figures = json.load(results)["figures"]
    lines = [["bench", "figure", "mutua", "unit", "peer", "peer's", "ratio", "target"], *rows(figures)]
    widths = [max(len(line[i]) for line in lines) for i in range(8)]
    right = {2, 5, 6}
    for line in lines:
        cells = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(line, widths))]
        print("  ".join(cells).rstrip())


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[0] == "--collect":
        collect(arguments[1], arguments[2])
    table(arguments[-1])
