"""A certificate authority in a folder: what `openssl` makes, for tests of who is let in."""
import os
import subprocess

CONFIG = """
[ca]
default_ca = mine
[mine]
new_certs_dir = {folder}
database = {folder}/index
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
x509_extensions = leaf
[leaf]
basicConstraints = CA:FALSE
[any]
commonName = supplied
"""


class Authority:
    def __init__(self, folder):
        os.mkdir(folder)
        self.folder = folder
        self.certificate = os.path.join(folder, "ca.pem")
        with open(os.path.join(folder, "config"), "w") as file:
            file.write(CONFIG.format(folder=folder))
        open(os.path.join(folder, "index"), "w").close()
        self._openssl("req", "-x509", *self._new_key("ca.key"), "-out", self.certificate, "-subj",
                      "/CN=" + os.path.basename(folder), "-days", "30")

    def _openssl(self, *arguments):
        done = subprocess.run(["openssl", *arguments], text=True, capture_output=True)
        assert done.returncode == 0, done.stderr

    def _new_key(self, name):
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout",
                os.path.join(self.folder, name)]

    def make(self, name, since=None, until="20991231235959Z"):
        """A certificate for this machine, and its key: two paths. Times as openssl ca takes them."""
        path = os.path.join(self.folder, name)
        self._openssl("req", "-new", *self._new_key(name + ".key"), "-out", path + ".csr", "-subj", "/CN=" + name,
                      "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
        self._openssl("ca", "-batch", "-notext", "-config", os.path.join(self.folder, "config"), "-cert",
                      self.certificate, "-keyfile", os.path.join(self.folder, "ca.key"), "-in", path + ".csr",
                      "-out", path + ".pem", *(["-startdate", since] if since else []), "-enddate", until)
        return path + ".pem", path + ".key"
