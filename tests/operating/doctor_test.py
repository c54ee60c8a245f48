"""`mutua doctor`, as whoever keeps the daemon alive meets it: each thing that can be wrong is wrong once.

usage: doctor_test.py SOURCE_FOLDER MUTUAD MUTUA"""
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from authority import Authority
from daemon import Daemon

SOURCE, MUTUAD, MUTUA = sys.argv[1:4]


class Doctor(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="mutua-doctor-")
        self.addCleanup(shutil.rmtree, self.folder)

    def ask(self, *arguments, environment={}):
        """The exit code, and what was found: the mark and the sentence with its advice, by what it is about."""
        done = subprocess.run([MUTUA, "doctor", "--mutuad", MUTUAD, *arguments], text=True, capture_output=True,
                              timeout=120, env=dict(os.environ, HOME=self.folder, **environment))
        self.assertEqual(done.stderr, "")
        found = {}
        for line in done.stdout.splitlines():
            match = re.match(r"(ok  |look|FAIL)  (\S+) +(.*)", line)
            if match:
                found[match.group(2)] = [match.group(1).strip(), match.group(3)]
                last = match.group(2)
            elif "->" in line:
                found[last][1] += " " + line.strip()
        # Who is told that something is wrong is told what to do.
        for mark, sentence in found.values():
            self.assertEqual("->" in sentence, mark != "ok", sentence)
        return done.returncode, found

    def of(self, daemon, *more):
        return ["--data", os.path.join(daemon.folder, "store"), "--listen", f"127.0.0.1:{daemon.grpc}", "--http",
                f"127.0.0.1:{daemon.http}", *more]

    def test_a_daemon_that_serves_and_was_backed_up_is_well(self):
        with Daemon(MUTUAD) as daemon:
            code, found = self.ask(*self.of(daemon, "--backups", daemon.backups))
            self.assertEqual((code, found["backup"][0]), (1, "look"))
            self.assertIn("there is none in", found["backup"][1])
            subprocess.run([MUTUA, "backup", "one"], env=daemon.environment(), check=True, capture_output=True)
            code, found = self.ask(*self.of(daemon, "--backups", daemon.backups))
            self.assertEqual(code, 0, found)
            self.assertIn(f"in use by process {daemon.process.pid} (mutuad)", found["store"][1])
            self.assertEqual(found["version"][1], "mutuad and mutua are both 0.1.0")
            self.assertEqual({mark for mark, _ in found.values()}, {"ok"})
            listed = os.path.join(daemon.backups, "one", "backup")
            os.utime(listed, (os.stat(listed).st_mtime - 3 * 86400 - 60,) * 2)
            code, found = self.ask(*self.of(daemon, "--backups", daemon.backups))
            self.assertEqual((code, found["backup"][0]), (1, "look"))
            self.assertIn("is 3 days old", found["backup"][1])

    def test_it_asks_where_every_command_asks_and_what_is_typed_wins(self):
        with Daemon(MUTUAD) as daemon:
            address = f"127.0.0.1:{daemon.grpc}"
            typed = self.of(daemon)
            found = self.ask(*typed[:2], *typed[4:], environment={"MUTUA_ADDRESS": address})[1]
            self.assertEqual(found["gRPC"], ["ok", address + " answers"])
            found = self.ask(*typed, environment={"MUTUA_ADDRESS": "127.0.0.1:1"})[1]
            self.assertEqual(found["gRPC"], ["ok", address + " answers"])

    def test_a_daemon_that_does_not_run_is_said_to_and_its_store_is_read(self):
        with Daemon(MUTUAD) as daemon:
            self.assertEqual(daemon.stop(), 0)
            code, found = self.ask(*self.of(daemon))
            self.assertEqual((code, found["gRPC"][0], found["HTTP"][0], found["store"][0]), (2, "FAIL", "FAIL", "ok"))
            self.assertRegex(found["store"][1], r"whole up to position \d+, and nobody has it open")
            self.assertIn("systemctl start mutuad", found["HTTP"][1])
            with open(os.path.join(daemon.folder, "store", "witness"), "wb") as witness:
                witness.write(b"x" * 8192)
            code, found = self.ask(*self.of(daemon))
            self.assertEqual((code, found["store"][0]), (2, "FAIL"))
            self.assertIn("mutua verify", found["store"][1])

    def test_another_version_and_a_clock_that_went_back_are_named(self):
        class Other(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = (b"ready\n" if self.path == "/readyz" else
                        b'mutua_build_info{version="9.9.9"} 1\nmutua_history_timestamp_seconds %d\n'
                        % (time.time() + 7300))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            code, found = self.ask("--data", self.folder, "--http", f"127.0.0.1:{server.server_port}")
            server.shutdown()
        self.assertEqual(found["version"][0], "look")
        self.assertIn("mutuad is 9.9.9, mutua is 0.1.0", found["version"][1])
        self.assertEqual((code, found["clock"][0]), (2, "FAIL"))
        self.assertIn("is 2 hours behind the last commit", found["clock"][1])

    def test_settings_that_mutuad_would_not_take_are_named_with_their_line(self):
        path = os.path.join(self.folder, "mutuad.yaml")
        with open(path, "w") as file:
            file.write("data: /srv\ncolour: blue\n")
        code, found = self.ask("--config", path)
        self.assertEqual((code, found["settings"][0]), (2, "FAIL"))
        self.assertIn(path + ':2:1: unknown setting "colour"', found["settings"][1])

    def test_a_provider_is_asked_what_it_says_of_itself(self):
        said = {"issuer": "http://127.0.0.1/another"}

        class Provider(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_):
                pass

        path = os.path.join(self.folder, "mutuad.yaml")
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            issuer = f"http://127.0.0.1:{server.server_port}"
            with open(path, "w") as file:
                file.write(f"data: {self.folder}\npublic_url: https://lab.example.org\noidc_issuer: {issuer}\n"
                           "oidc_client_id: mutua\n")
            found = self.ask("--config", path)[1]
            self.assertEqual(found["provider"][0], "FAIL")
            self.assertIn("says that it is another issuer than " + issuer, found["provider"][1])
            said.update(issuer=issuer, authorization_endpoint=issuer + "/a", token_endpoint=issuer + "/t",
                        jwks_uri=issuer + "/k")
            self.assertEqual(self.ask("--config", path)[1]["provider"], ["ok", issuer + " answers"])
            server.shutdown()
        self.assertEqual(self.ask("--config", path)[1]["provider"][0], "FAIL")

    def test_a_disk_with_less_than_its_reserve_is_broken(self):
        path = os.path.join(self.folder, "mutuad.yaml")
        with open(path, "w") as file:
            file.write(f"data: {self.folder}/store\ndisk_reserve: 1000000000\n")
        code, found = self.ask("--config", path)
        self.assertEqual((code, found["disk"][0], found["store"][0]), (2, "FAIL", "FAIL"))
        self.assertIn("nothing is booked", found["disk"][1])
        self.assertIn("does not exist", found["store"][1])

    def test_certificates_that_end_soon_or_have_ended_are_named(self):
        authority = Authority(os.path.join(self.folder, "ca"))
        path = os.path.join(self.folder, "mutuad.yaml")

        def ask(pair):
            with open(path, "w") as file:
                file.write(f"data: {self.folder}/store\ntls_certificate: {pair[0]}\ntls_key: {pair[1]}\n")
            return self.ask("--config", path)[1]["certificate"]

        self.assertEqual(ask(authority.make("good"))[0], "ok")
        mark, sentence = ask(authority.make("old", since="20200101000000Z", until="20200202000000Z"))
        self.assertEqual(mark, "FAIL")
        self.assertIn("ended", sentence)
        soon = subprocess.run(["date", "-u", "-d", "+71 hours", "+%Y%m%d%H%M%SZ"], text=True, capture_output=True).stdout
        mark, sentence = ask(authority.make("soon", until=soon.strip()))
        self.assertEqual(mark, "look")
        self.assertIn("is good for 2 days more", sentence)
        mark, sentence = ask((authority.make("one")[0], authority.make("two")[1]))
        self.assertEqual(mark, "FAIL")
        self.assertIn("is not that of the certificate", sentence)

    def test_a_daemon_with_tls_is_asked_by_https(self):
        authority = Authority(os.path.join(self.folder, "ca"))
        certificate, key = authority.make("lab")
        tls = ["--tls-certificate", certificate, "--tls-key", key]
        with Daemon(MUTUAD, tls) as daemon:
            path = os.path.join(self.folder, "mutuad.yaml")
            with open(path, "w") as file:
                file.write(f"tls_certificate: {certificate}\ntls_key: {key}\n")
            code, found = self.ask("--config", path, *self.of(daemon))
            self.assertTrue(found["HTTP"][1].endswith("is ready, by https"), found["HTTP"])
            self.assertEqual(found["clock"][0], "ok")
            code, found = self.ask(*self.of(daemon))
            self.assertEqual(found["HTTP"][0], "FAIL")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")
