"""What an operator installs, held against a mutuad that runs: the unit, the alarms, the dashboard.

usage: install_test.py SOURCE_FOLDER MUTUAD MUTUA"""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from daemon import Daemon

SOURCE, MUTUAD, MUTUA = sys.argv[1:4]
INSTALL = os.path.join(SOURCE, "engine/daemon/install")
HERE = os.path.join(SOURCE, "tests/operating")
UNIT = os.path.join(INSTALL, "mutuad.service")


def run(*command, **more):
    """Standard output and error of a command that must end well."""
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, **more)
    assert done.returncode == 0, f"{command} exited with {done.returncode}:\n{done.stdout}"
    return done.stdout


def read(*path):
    with open(os.path.join(*path)) as file:
        return file.read()


def exposure(unit):
    """What systemd-analyze thinks of a unit: 0 is shut off from everything, 10 may do anything."""
    said = run("systemd-analyze", "security", "--offline=true", unit)
    return float(re.search(r"Overall exposure level for \S+: ([0-9.]+)", said).group(1))


# --- Names in PromQL ----------------------------------------------------------------------------------------

WORDS = set("""and or unless by without on ignoring group_left group_right bool offset
    sum count max min avg rate increase changes time label_values""".split())


def names_in(expression):
    """The metrics that an expression names, each with the labels that it asks for."""
    found = {}
    for name, labels in re.findall(r"([a-zA-Z_:][\w:]*)\s*\{([^}]*)\}", expression):
        found.setdefault(name, set()).update(re.findall(r'(\w+)\s*(?:=~|!~|!=|=)\s*"', labels))
    bare = re.sub(r"\{[^}]*\}", "", expression)
    bare = re.sub(r"\[[^\]]*\]", "", bare)
    bare = re.sub(r"\b(by|without|on|ignoring)\s*\([^)]*\)", "", bare)
    bare = re.sub(r"(label_values\([^,]*),[^)]*\)", r"\1)", bare)
    for name in re.findall(r"(?<![\w.])[a-zA-Z_:][\w:]*", bare):
        if name not in WORDS:
            found.setdefault(name, set())
    return found


def exported(metrics):
    """The metrics of the text format, each with its labels."""
    found = {}
    for line in metrics.splitlines():
        match = re.match(r"([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$", line)
        if match:
            found.setdefault(match.group(1), set()).update(re.findall(r'(\w+)="', match.group(2) or ""))
    return found


def invented(expressions, metrics):
    """Names and labels that nobody exports. `up`, job and instance are Prometheus' own."""
    known = dict(exported(metrics), up=set())
    wrong = []
    for expression in expressions:
        for name, labels in names_in(expression).items():
            if name not in known:
                wrong.append(name)
            else:
                wrong += [f"{name}{{{label}}}" for label in labels - known[name] - {"job", "instance"}]
    return wrong


def expressions_of_rules():
    text = read(INSTALL, "alerts.yaml")
    return re.findall(r"expr: >-\n((?: {10}.*\n)+)", text) + re.findall(r"expr: (?!>-)(.*)", text)


def expressions_of_dashboard():
    found = []

    def walk(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("expr", "query") and isinstance(value, str) and value != "prometheus":
                    found.append(value)
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(read(INSTALL, "dashboard.json")))
    return found


class Unit(unittest.TestCase):
    def test_the_unit_rates_below_2_and_a_unit_without_hardening_does_not(self):
        self.assertLess(exposure(UNIT), 2.0)
        self.assertLess(exposure(os.path.join(INSTALL, "mutua-backup.service")), 2.0)
        with tempfile.TemporaryDirectory() as folder:
            bare = os.path.join(folder, "bare.service")
            with open(bare, "w") as file:
                file.write("[Service]\nExecStart=/bin/true\n")
            self.assertGreater(exposure(bare), 8)

    def test_systemd_understands_every_line_of_the_unit(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in os.listdir(INSTALL):
                if name.endswith((".service", ".timer")):
                    with open(os.path.join(folder, name), "w") as file:
                        file.write(read(INSTALL, name).replace("/usr/sbin/mutuad", MUTUAD)
                                   .replace("/usr/lib/mutua/nightly-backup", os.path.join(INSTALL, "nightly-backup")))
            unit = os.path.join(folder, "mutuad.service")
            timer = os.path.join(folder, "mutua-backup.timer")
            self.assertEqual(run("systemd-analyze", "verify", "--man=no", unit, timer), "")
            with open(unit, "a") as file:
                file.write("[Service]\nProtectEverything=yes\n")
            self.assertIn("ProtectEverything", run("systemd-analyze", "verify", "--man=no", unit))

    def test_the_settings_that_are_installed_are_ones_that_mutuad_takes(self):
        said = run(MUTUAD, "--config", os.path.join(INSTALL, "mutuad.yaml"), "--print-config")
        self.assertIn("data: /var/lib/mutua/store", said)

    def test_the_daemon_tells_the_service_manager_when_it_serves_and_when_it_stops(self):
        with Daemon(MUTUAD) as daemon:
            self.assertTrue(daemon.notify.recv(1000).decode().startswith("READY=1\n"))
            self.assertEqual(daemon.get("/readyz"), "ready\n")
            self.assertEqual(daemon.stop(), 0)
            self.assertTrue(daemon.notify.recv(1000).decode().startswith("STOPPING=1\n"))

    def test_the_first_token_is_in_a_file_of_its_owners_and_nowhere_else(self):
        with Daemon(MUTUAD) as daemon:
            self.assertEqual(os.stat(daemon.token_file).st_mode & 0o777, 0o600)
            self.assertIn("manager", run(MUTUA, "whoami", env=daemon.environment()))
            self.assertEqual(daemon.stop(), 0)
            self.assertEqual(daemon.printed, "")
            self.assertNotIn(daemon.token, daemon.log)

    def test_the_nightly_backup_makes_one_and_deletes_those_that_are_too_old(self):
        with Daemon(MUTUAD) as daemon:
            for name, days in (("old", 15), ("recent", 13)):
                run(MUTUA, "backup", name, env=daemon.environment())
                path = os.path.join(daemon.backups, name)
                when = os.stat(path).st_mtime - days * 86400
                os.utime(path, (when, when))
            path = os.path.dirname(MUTUA) + ":" + os.environ["PATH"]
            environment = dict(daemon.environment(), PATH=path, MUTUA_BACKUPS=daemon.backups)
            run(os.path.join(INSTALL, "nightly-backup"), env=environment)
            kept = sorted(os.listdir(daemon.backups))
            self.assertEqual(len(kept), 2)
            self.assertRegex(kept[0], r"^\d{4}-\d\d-\d\d-\d{4}$")
            self.assertEqual(kept[1], "recent")
            # Where none can be made, none is deleted.
            failed = subprocess.run([os.path.join(INSTALL, "nightly-backup")], capture_output=True,
                                    env=dict(environment, MUTUA_KEEP_DAYS="1", MUTUA_TOKEN="wrong"))
            self.assertNotEqual(failed.returncode, 0)
            self.assertEqual(sorted(os.listdir(daemon.backups)), kept)

    def test_the_daemon_uses_no_system_call_that_the_unit_forbids(self):
        allowed = system_calls("@system-service") - system_calls("@privileged") - system_calls("@resources")
        self.assertNotIn("setuid", allowed)
        with tempfile.TemporaryDirectory() as folder:
            trace = os.path.join(folder, "trace")
            with Daemon(MUTUAD, prefix=["strace", "-f", "-qq", "-c", "-U", "name", "-o", trace]) as daemon:
                run(MUTUA, "apply", os.path.join(SOURCE, "clients/demo/lab.yaml"), env=daemon.environment())
                run(MUTUA, "backup", "one", env=daemon.environment())
                daemon.get("/metrics")
                children = f"/proc/{daemon.process.pid}/task/{daemon.process.pid}/children"
                os.kill(int(read(children)), signal.SIGTERM)
                daemon.process.communicate(timeout=120)
            used = set(re.findall(r"^([a-z]\w*)$", read(trace).replace(" ", ""), re.M)) - {"syscall", "total"}
        self.assertIn("fdatasync", used)
        self.assertEqual(used - allowed, set())


def system_calls(group):
    """The names in one of systemd's groups, those of the groups in it among them."""
    found = set()
    for line in run("systemd-analyze", "syscall-filter", group).splitlines()[1:]:
        word = line.strip()
        if word.startswith("@"):
            found |= system_calls(word)
        elif word and not word.startswith("#"):
            found.add(word)
    return found


class Watching(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with Daemon(MUTUAD) as daemon:
            run(MUTUA, "apply", os.path.join(SOURCE, "clients/demo/lab.yaml"), env=daemon.environment())
            cls.before = daemon.get("/metrics")
            run(MUTUA, "backup", "one", env=daemon.environment())
            daemon.get("/")
            cls.metrics = daemon.get("/metrics")

    def value(self, sample):
        return float(re.search("^" + re.escape(sample) + r" (\S+)$", self.metrics, re.M).group(1))

    def test_promtool_takes_the_alarms(self):
        self.assertIn("SUCCESS", run("promtool", "check", "rules", os.path.join(INSTALL, "alerts.yaml")))

    def test_each_alarm_rings_on_what_it_is_for_and_a_healthy_lab_rings_none(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(os.path.join(INSTALL, "alerts.yaml"), folder)
            shutil.copy(os.path.join(HERE, "alarms.yaml"), folder)
            run("promtool", "test", "rules", os.path.join(folder, "alarms.yaml"))
        alarms = re.findall(r"- alert: (\w+)", read(INSTALL, "alerts.yaml"))
        tested = re.findall(r'alertname="(\w+)"', read(HERE, "alarms.yaml"))
        self.assertEqual(sorted(alarms), sorted(tested))

    def test_promtool_takes_the_metrics(self):
        run("promtool", "check", "metrics", input=self.metrics)

    def test_no_alarm_and_no_panel_names_what_mutuad_does_not_export(self):
        self.assertEqual(invented(["rate(mutua_nothing_total[5m])"], self.metrics), ["mutua_nothing_total"])
        self.assertEqual(invented(['sum by (x) (mutua_position{colour="1"})'], self.metrics),
                         ["mutua_position{colour}"])
        rules, panels = expressions_of_rules(), expressions_of_dashboard()
        self.assertEqual(len(rules), read(INSTALL, "alerts.yaml").count("- alert:"))
        self.assertGreater(len(panels), 20)
        self.assertEqual(invented(rules + panels, self.metrics), [])

    def test_every_alarm_has_its_page_with_what_to_do(self):
        alarms = set(re.findall(r"- alert: (\w+)", read(INSTALL, "alerts.yaml")))
        self.assertEqual(alarms, set(re.findall(r"^### (Mutua\w+)", read(INSTALL, "README.md"), re.M)))

    def test_what_happened_is_counted(self):
        self.assertEqual(self.value('mutua_http_requests_total{kind="page",outcome="2xx"}'), 1)
        self.assertEqual(self.value('mutua_http_requests_total{kind="operator",outcome="2xx"}'), 1)
        self.assertEqual(self.value("mutua_http_connections"), 1)
        self.assertGreater(self.value("mutua_disk_free_bytes"), 0)
        self.assertGreaterEqual(self.value("mutua_disk_size_bytes"), self.value("mutua_disk_free_bytes"))
        self.assertGreater(self.value("process_resident_memory_bytes"), 1 << 20)
        self.assertGreater(self.value("process_open_fds"), 5)
        self.assertIn("\nmutua_last_backup_timestamp_seconds 0\n", self.before)
        made = self.value("mutua_last_backup_timestamp_seconds")
        started = self.value("process_start_time_seconds")
        self.assertLess(abs(made - started), 300)
        self.assertLess(abs(self.value("mutua_history_timestamp_seconds") - started), 300)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")
