"""A mutuad of a test's own: ports that the system chose, a folder that goes with it.

`with Daemon(mutuad) as daemon:` serves when the body begins. What it logged is in `log`, the ports in
`grpc` and `http`, the first manager's token in `token`."""
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.request


class Daemon:
    def __init__(self, mutuad, arguments=(), prefix=(), address="127.0.0.1:0"):
        self.folder = tempfile.mkdtemp(prefix="mutua-operating-")
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(os.path.join(self.folder, "notify"))
        self.notify.settimeout(60)
        self.token_file = os.path.join(self.folder, "first-token")
        self.backups = os.path.join(self.folder, "backups")
        self.command = [
            *prefix, mutuad, "--data", os.path.join(self.folder, "store"), "--listen", address,
            "--http", address, "--backups", self.backups, "--first-token", self.token_file,
            *arguments]
        self.log = ""

    def __enter__(self):
        environment = dict(os.environ, NOTIFY_SOCKET=os.path.join(self.folder, "notify"))
        self.process = subprocess.Popen(
            self.command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        serving = None
        for line in self.process.stderr:
            self.log += line
            serving = re.search(r"event=serving grpc_port=(\d+) http_port=(\d+)", line)
            if serving:
                break
        if not serving:
            self.__exit__()
            raise AssertionError("mutuad did not start:\n" + self.log)
        self.grpc, self.http = (int(port) for port in serving.groups())
        with open(self.token_file) as token:
            self.token = token.read().strip()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.communicate()
        self.notify.close()
        shutil.rmtree(self.folder)

    def stop(self):
        """As systemd does; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        self.printed, rest = self.process.communicate(timeout=60)
        self.log += rest
        return self.process.returncode

    def get(self, path):
        """The body of an answer that must be 200."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}{path}", timeout=60) as answer:
            return answer.read().decode()

    def environment(self):
        return dict(os.environ, MUTUA_ADDRESS=f"127.0.0.1:{self.grpc}", MUTUA_TOKEN=self.token,
                    HOME=self.folder, XDG_STATE_HOME=self.folder)
