"""TLS on both ports: who is let in, who is not, and what everybody is told.

usage: tls_test.py SOURCE_FOLDER MUTUAD MUTUA"""
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

from authority import Authority
from daemon import Daemon

SOURCE, MUTUAD, MUTUA = sys.argv[1:4]


def past(day):
    return {"since": "20200101000000Z", "until": f"202002{day:02}000000Z"}


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="mutua-tls-")
        cls.authority = Authority(os.path.join(cls.folder, "lab-ca"))
        cls.other = Authority(os.path.join(cls.folder, "other-ca"))
        cls.server = cls.authority.make("server")
        cls.lea = cls.authority.make("lea")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def daemon(self, pair=None, **more):
        certificate, key = pair or self.server
        return Daemon(MUTUAD, ["--tls-certificate", certificate, "--tls-key", key, "--tls-client-ca",
                               self.authority.certificate], **more)

    def whoami(self, daemon, ca=None, pair=None):
        """What `mutua whoami` says with these; its exit code first."""
        command = [MUTUA, "whoami"]
        if ca:
            command += ["--ca", ca]
        if pair:
            command += ["--cert", pair[0], "--key", pair[1]]
        done = subprocess.run(command, text=True, capture_output=True, env=daemon.environment(), timeout=120)
        return done.returncode, done.stdout + done.stderr

    def context(self, **limits):
        context = ssl.create_default_context(cafile=self.authority.certificate)
        context.set_alpn_protocols(["h2", "http/1.1"])
        for name, value in limits.items():
            setattr(context, name, value)
        return context

    def connect(self, port, context=None):
        plain = socket.create_connection(("127.0.0.1", port), timeout=60)
        return (context or self.context()).wrap_socket(plain, server_hostname="localhost")

    def https(self, daemon):
        return http.client.HTTPSConnection("localhost", daemon.http, context=self.context(), timeout=60)

    def get(self, connection, path):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer, answer.read().decode()

    # --- gRPC: both sides show a certificate ---

    def test_only_callers_with_a_valid_certificate_of_the_right_authority_reach_grpc(self):
        ca = self.authority.certificate
        with self.daemon() as daemon:
            self.assertEqual(self.whoami(daemon, ca, self.lea)[0], 0)
            for name, pair in {"none": None, "another authority's": self.other.make("lea"),
                               "an expired one": self.authority.make("old", **past(2))}.items():
                with self.subTest(certificate=name):
                    code, said = self.whoami(daemon, ca, pair)
                    self.assertEqual(code, 3, said)
                    self.assertIn("no secure connection", said)
            code, said = self.whoami(daemon)
            self.assertEqual(code, 3, said)
            self.assertIn("--ca, --cert and --key", said)

    def test_a_certificate_gives_nobody_leave_to_send_a_head_without_end(self):
        def frame(kind, stream, payload):
            return len(payload).to_bytes(3, "big") + bytes([kind, 0]) + stream.to_bytes(4, "big") + payload

        settings, headers, continuation = 4, 1, 9
        field = b"\0\1a\x7f\xe9\x06" + b"x" * 1000  # literal, of a thousand bytes: RFC 7541, 6.2.2
        context = self.context()
        context.load_cert_chain(*self.lea)
        for address in ("127.0.0.1:0", "[::1]:0"):
            with self.subTest(address=address), self.daemon(address=address) as daemon:
                plain = socket.create_connection((address[:-2].strip("[]"), daemon.grpc), timeout=60)
                rude = context.wrap_socket(plain, server_hostname="localhost")
                rude.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(settings, 0, b"")
                             + frame(headers, 1, field))
                began = time.monotonic()
                with self.assertRaises(OSError):
                    while time.monotonic() < began + 60:
                        rude.sendall(frame(continuation, 1, field) * 16)
                        time.sleep(0.01)
                rude.close()
                self.await_line(daemon, "event=hung_up_on why=endless_request connections=1 from=ipv")
                if address.startswith("127."):
                    self.assertEqual(self.whoami(daemon, self.authority.certificate, self.lea)[0], 0)

    def test_the_command_line_speaks_to_no_daemon_that_its_authority_does_not_know(self):
        with self.daemon() as daemon:
            code, said = self.whoami(daemon, self.other.certificate, self.lea)
            self.assertEqual(code, 3, said)
            code, said = self.whoami(daemon, os.path.join(self.folder, "missing.pem"), self.lea)
            self.assertNotEqual(code, 0)
            self.assertIn("cannot read", said)
            code, said = self.whoami(daemon, self.authority.certificate, (self.lea[0], ""))
            self.assertIn("one is of no use without the other", said)

    def test_a_sign_in_remembers_the_certificates(self):
        with self.daemon() as daemon:
            environment = {k: v for k, v in daemon.environment().items() if k != "MUTUA_TOKEN"}
            environment.update(XDG_CONFIG_HOME=daemon.folder)
            address = environment.pop("MUTUA_ADDRESS")
            here = os.path.dirname(self.lea[0])
            said = subprocess.run(
                [MUTUA, "login", "--address", address, "--token", daemon.token, "--ca", "ca.pem", "--cert", "lea.pem",
                 "--key", "lea.key"], text=True, capture_output=True, env=environment, cwd=here)
            self.assertEqual(said.returncode, 0, said.stderr)
            self.assertEqual(subprocess.run([MUTUA, "whoami"], env=environment, capture_output=True).returncode, 0)

    def test_an_expired_certificate_of_the_daemon_is_refused_by_callers_and_said_in_its_log(self):
        with self.daemon(self.authority.make("old-server", **past(3))) as daemon:
            self.assertIn("event=certificate_expired", daemon.log)
            self.assertEqual(self.whoami(daemon, self.authority.certificate, self.lea)[0], 3)
            with self.assertRaisesRegex(ssl.SSLCertVerificationError, "expired"):
                self.connect(daemon.http)

    # --- HTTP ---

    def test_pages_come_by_https_with_what_keeps_browsers_there(self):
        with self.daemon() as daemon:
            connection = self.https(daemon)
            for path in ("/readyz", "/", "/metrics"):  # over one connection
                answer, body = self.get(connection, path)
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.headers["strict-transport-security"], "max-age=31536000; includeSubDomains")
            self.assertEqual(connection.sock.selected_alpn_protocol(), "http/1.1")
            self.assertIn(connection.sock.version(), ("TLSv1.2", "TLSv1.3"))
            self.assertRegex(body, r"mutua_http_connections 1\n")
        with Daemon(MUTUAD) as plain:
            connection = http.client.HTTPConnection("127.0.0.1", plain.http, timeout=60)
            self.assertIsNone(self.get(connection, "/readyz")[0].headers["strict-transport-security"])

    def test_nothing_older_than_tls_1_2_is_spoken(self):
        with self.daemon() as daemon:
            self.connect(daemon.http, self.context(maximum_version=ssl.TLSVersion.TLSv1_2)).close()
            old = self.context(minimum_version=ssl.TLSVersion.TLSv1, maximum_version=ssl.TLSVersion.TLSv1_1)
            old.set_ciphers("ALL:@SECLEVEL=0")
            for port in (daemon.http, daemon.grpc):
                with self.assertRaises(ssl.SSLError):
                    self.connect(port, old)

    def test_who_speaks_plain_http_to_the_tls_port_is_told_so(self):
        with self.daemon() as daemon:
            with socket.create_connection(("127.0.0.1", daemon.http), timeout=60) as plain:
                plain.sendall(b"GET / HTTP/1.1\r\nHost: lab\r\n\r\n")
                said = b""
                while part := plain.recv(4096):
                    said += part
            self.assertTrue(said.startswith(b"HTTP/1.1 400 "), said)
            self.assertIn(b"this port speaks TLS: call it as https://", said)

    def test_a_handshake_that_does_not_get_on_is_closed_in_ten_seconds(self):
        with self.daemon() as daemon:
            began = time.monotonic()
            slow = [socket.create_connection(("127.0.0.1", port), timeout=60) for port in (daemon.http, daemon.grpc)]
            for one in slow:
                one.sendall(b"\x16")
            for one in slow:
                try:
                    self.assertEqual(one.recv(1), b"")
                except ConnectionResetError:
                    pass
                one.close()
            self.assertLess(time.monotonic() - began, 20)
            self.assertEqual(self.get(self.https(daemon), "/readyz")[0].status, 200)

    def test_a_page_that_is_told_of_changes_and_goes_is_noticed(self):
        with self.daemon() as daemon:
            watch = self.connect(daemon.http)
            watch.sendall(b"POST /mutua.v1.WatchService/Watch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                          + daemon.token.encode() + b"\r\nContent-Type: application/grpc-web+proto\r\n"
                          b"Content-Length: 5\r\n\r\n\0\0\0\0\0")
            self.assertTrue(watch.recv(4096).startswith(b"HTTP/1.1 200 "))
            connection = self.https(daemon)
            self.assertIn("\nmutua_http_streams 1\n", self.get(connection, "/metrics")[1])
            watch.close()
            until = time.monotonic() + 60
            while "\nmutua_http_streams 0\n" not in self.get(connection, "/metrics")[1]:
                self.assertLess(time.monotonic(), until)

    # --- Files ---

    def test_a_renewed_certificate_is_taken_without_cutting_anybody_off(self):
        folder = os.path.join(self.folder, "renewed")
        os.mkdir(folder)
        pair = [os.path.join(folder, "server.pem"), os.path.join(folder, "server.key")]

        def put(source):
            for one, to in zip(source, pair):
                shutil.copy(one, to + ".new")
                os.rename(to + ".new", to)

        def serial(port):
            context = self.context()
            context.load_cert_chain(*self.lea)
            with self.connect(port, context) as connection:
                return connection.getpeercert()["serialNumber"]

        put(self.server)
        with self.daemon(pair) as daemon:
            before = serial(daemon.http)
            self.assertEqual(serial(daemon.grpc), before)
            old = self.https(daemon)
            self.get(old, "/readyz")
            put(self.authority.make("renewed"))
            daemon.process.send_signal(signal.SIGHUP)
            self.await_line(daemon, "event=reloaded")
            after = serial(daemon.http)
            self.assertNotEqual(after, before)
            self.assertEqual(self.get(old, "/readyz")[0].status, 200)
            until = time.monotonic() + 60
            seen = before
            while seen != after:
                self.assertLess(time.monotonic(), until)
                try:
                    seen = serial(daemon.grpc)
                except (ssl.SSLError, ConnectionError):
                    pass  # it read one new file and one old, and looks again within a second
                self.assertIn(seen, (before, after))
            with open(pair[0], "w") as file:
                file.write("no certificate\n")
            daemon.process.send_signal(signal.SIGHUP)
            self.await_line(daemon, "event=reload_failed")
            self.assertEqual(serial(daemon.http), after)
            self.assertEqual(daemon.stop(), 0)

    def await_line(self, daemon, text):
        for line in daemon.process.stderr:
            daemon.log += line
            if text in line:
                return
        self.fail("the daemon ended without " + text)

    def test_what_cannot_work_is_said_at_start_with_what_to_do(self):
        certificate, key = self.server
        for arguments, code, wanted in (
                (["--listen", "0.0.0.0:0"], 2, "tls_client_ca"),
                (["--http", "0.0.0.0:0"], 2, "tls_certificate and tls_key, or listen on 127.0.0.1"),
                (["--listen", "0.0.0.0:0", "--tls-certificate", certificate, "--tls-key", key], 2, "mutual TLS"),
                (["--tls-certificate", certificate], 2, "one is of no use without the other"),
                (["--tls-client-ca", certificate], 2, "needs one, too"),
                (["--tls-certificate", certificate, "--tls-key", self.lea[1]], 1, "is not that of the certificate"),
                (["--tls-certificate", key, "--tls-key", key], 1, "is no certificate in PEM form"),
                (["--tls-certificate", certificate, "--tls-key", "/nowhere"], 1, "cannot read /nowhere")):
            with self.subTest(arguments=arguments):
                done = subprocess.run([MUTUAD, "--data", os.path.join(self.folder, "none"), *arguments], text=True,
                                      capture_output=True, timeout=120)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(wanted, done.stderr)
                self.assertFalse(os.path.exists(os.path.join(self.folder, "none")))

    def test_metrics_are_told_on_this_machine_only_unless_that_is_said(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))  # nothing is sent: it says which address would be used
            except OSError:
                self.skipTest("this machine has no address but the loopback's")
            outside = probe.getsockname()[0]
        for arguments, wanted in (([], 403), (["--remote-metrics"], 200)):
            with Daemon(MUTUAD, ["--allow-remote", *arguments], address="0.0.0.0:0") as daemon:
                for host, path, status in ((outside, "/metrics", wanted), (outside, "/readyz", 200),
                                           ("127.0.0.1", "/metrics", 200)):
                    with self.subTest(host=host, path=path, arguments=arguments):
                        connection = http.client.HTTPConnection(host, daemon.http, timeout=60)
                        self.assertEqual(self.get(connection, path)[0].status, status)
                        connection.close()

    def test_with_certificates_it_listens_beyond_the_loopback(self):
        with self.daemon(address="0.0.0.0:0") as daemon:
            self.assertEqual(self.whoami(daemon, self.authority.certificate, self.lea)[0], 0)
            log = daemon.log
            self.assertEqual(daemon.stop(), 0)
        self.assertIsNone(re.search("PRIVATE KEY", log))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")
