// The configuration of mutuad as an operator meets it.
#include <filesystem>

#include "tests/daemon/daemon_store.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::daemon {
namespace {

using journal::WriteFile;

// What `arguments` print; the exit code must be 0.
std::string Printed(const std::vector<std::string>& arguments) {
  DaemonProcess process(arguments);
  CHECK(process.WaitForExit() == 0);
  CHECK(process.log().empty());
  return process.printed();
}

TEST_CASE("the configuration that is printed is a file that gives the same one") {
  const TemporaryFolder folder;
  const std::string path = folder.Below("mutuad.yaml");
  WriteFile(path, "data: /srv/mutua\nkeep_history: 30d\nreflection: true\n");
  const std::string printed = Printed({"--config", path, "--queue-depth", "17", "--print-config"});
  CHECK(printed.find("data: /srv/mutua") != std::string::npos);
  CHECK(printed.find("keep_history: 30d") != std::string::npos);
  CHECK(printed.find("file:" + path + ":2") != std::string::npos);
  CHECK(printed.find("queue_depth: 17") != std::string::npos);
  CHECK(printed.find("group: 256") != std::string::npos);
  const std::string copy = folder.Below("copy.yaml");
  WriteFile(copy, printed);
  const auto values = [](const std::string& text) {
    std::string kept;
    for (size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      kept += text.substr(at, text.find_first_of("#\n", at) - at);
      while (kept.ends_with(' ')) kept.pop_back();
      kept += '\n';
    }
    return kept;
  };
  CHECK(values(Printed({"--config", copy, "--print-config"})) == values(printed));
}

TEST_CASE("a mistake in the configuration is named with its place, and nothing is started") {
  const TemporaryFolder folder;
  const std::string path = folder.Below("mutuad.yaml");
  const auto why = [&](const std::string& text) {
    WriteFile(path, text);
    return WhyNotStarted({"--config", path}, 2);
  };
  CHECK(why("data: x\ncolour: blue\n").find(path + ":2:1: unknown setting \"colour\"") !=
        std::string::npos);
  CHECK(why("data: [1\n").find(path + ":") != std::string::npos);
  CHECK(why("data: x\ndata: y\n").find(path + ":2:1: given twice") != std::string::npos);
  CHECK(why("- data\n").find(path + ":1:1") != std::string::npos);
  CHECK(why("group: many\n").find("group: \"many\" makes no sense (file:" + path + ":1)") !=
        std::string::npos);
  for (const char* wrong :
       {"400", "-1d", "d", "400 d", "4000000d", "0d", "99999999999999999999d"}) {
    CAPTURE(wrong);
    CHECK(WhyNotStarted({"--keep-history", wrong}, 2).find("keep_history: \"") !=
          std::string::npos);
  }
  CHECK(WhyNotStarted({"--listen", "0.0.0.0:7443"}, 2).find("--allow-remote") != std::string::npos);
}

TEST_CASE(
    "a provider is named with all that it needs, and its secret lies where others cannot read it") {
  const TemporaryFolder folder;
  std::vector<std::string> flags = {"--data", folder.Below("store"), "--listen", "127.0.0.1:0",
                                    "--http", "127.0.0.1:0"};
  const auto why = [&](const char* flag, const std::string& value, int exit_code) {
    flags.insert(flags.end(), {flag, value});
    return WhyNotStarted(flags, exit_code);
  };
  CHECK(why("--oidc-issuer", "https://id.example.org", 2).find("oidc_client_id: ") !=
        std::string::npos);
  CHECK(why("--oidc-client-id", "mutua", 2).find("public_url: ") != std::string::npos);
  flags.insert(flags.end(), {"--public-url", "https://lab.example.org"});
  const std::string secret = folder.Below("secret");
  CHECK(why("--oidc-client-secret-file", secret, 1).find("cannot read " + secret) !=
        std::string::npos);
  WriteFile(secret, "of the client\n");
  using std::filesystem::perms;
  std::filesystem::permissions(secret, perms::owner_read | perms::others_read);
  CHECK(WhyNotStarted(flags, 1).find(secret + " may be read by everybody") != std::string::npos);
  WriteFile(folder.Below("empty"), "\n");
  std::filesystem::permissions(folder.Below("empty"), perms::owner_read);
  flags.back() = folder.Below("empty");
  CHECK(WhyNotStarted(flags, 1).find(flags.back() + " is empty") != std::string::npos);
}

TEST_CASE("a configuration that cannot be read is named, and nothing is started") {
  const TemporaryFolder folder;
  const std::string missing = folder.Below("missing.yaml");
  CHECK(WhyNotStarted({"--config", missing}, 2).find(missing + ": cannot be read") !=
        std::string::npos);
  CHECK(WhyNotStarted({"--config", folder.path()}, 2).find(folder.path() + ": cannot be read") !=
        std::string::npos);
}

}  // namespace
}  // namespace mutua::daemon
