#include "tests/wire/cli/cli_lab.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace mutua::wire {
namespace {

constexpr const char* kLab = R"(sites:
  - site: house
    zone: Europe/Berlin
    hours: {week: [{days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday],
                    ranges: [{opens: "00:00", closes: "24:00"}]}]}
pools:
  - {pool: laser, stand_in: true, rules: {granularity: 15min, horizon: 3650d}}
  - {pool: halls, rules: {horizon: 3650d}}
resources:
  - {resource: laser-1, kind: machine, pool: laser, site: house}
  - {resource: laser-2, kind: machine, pool: laser, site: house}
  - {resource: hall, kind: room, pool: halls, site: house, capacity: 100}
companies:
  - {company: cabane, kind: employer}
  - {company: papier, kind: employer}
members:
  - {member: lea, company: cabane}
  - {member: tom, company: papier}
)";

struct Streams {
  int out = -1, err = -1;
};

pid_t Spawn(const std::vector<std::string>& words, const std::vector<std::string>& environment,
            Streams streams) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  std::vector<char*> envp;
  for (const std::string& one : environment) envp.push_back(const_cast<char*>(one.c_str()));
  envp.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, streams.out, 1);
  posix_spawn_file_actions_adddup2(&actions, streams.err, 2);
  pid_t pid = -1;
  const int failed = posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  REQUIRE_MESSAGE(failed == 0, words[0] << ": is it installed?");
  return pid;
}

int Await(pid_t pid) {
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int OpenFor(const std::string& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  return file;
}

}  // namespace

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string SharedData() {
  const char* const stated = std::getenv("MUTUA_SHARED_DATA");
  const std::string data = stated != nullptr ? stated : MUTUA_SOURCE_DIR "/../shared/data";
  return std::filesystem::exists(data) ? data : "";
}

CliLab::CliLab(const std::string& clock) {
  std::filesystem::create_directory(path("home"));
  std::vector<std::string> words = {MUTUAD,        "--data", path("store"), "--listen",
                                    "127.0.0.1:0", "--http", "none"};
  for (const char* flag : {"--replay-clock", "--replay-seed", "1"}) words.emplace_back(flag);
  std::array<int, 2> log{};
  REQUIRE(pipe2(log.data(), O_CLOEXEC) == 0);
  const int out = OpenFor(path("daemon.out"));
  daemon_ = Spawn(words, Environment(""), {out, log[1]});
  close(out);
  close(log[1]);
  AwaitServing(log[0]);
  const std::string said = ReadFile(path("daemon.out"));
  const std::string mark = "manager token: ";
  REQUIRE(said.rfind(mark, 0) == 0);
  manager_ = said.substr(mark.size(), said.find('\n') - mark.size());
  token_ = manager_;
  if (clock.empty()) return;
  const Ran ran = Run({"clock", "--to", clock.substr(0, clock.size() - 1)});
  REQUIRE_MESSAGE(ran.exit == 0, ran.err);
}

// Reads the log until it says where it serves; the rest is drained behind.
void CliLab::AwaitServing(int log) {
  FILE* const lines = fdopen(log, "r");
  std::array<char, 4096> line{};
  std::string all;
  while (port_ == 0 && std::fgets(line.data(), line.size(), lines) != nullptr) {
    all += line.data();
    const size_t at = all.rfind("grpc_port=");
    if (at != std::string::npos) port_ = std::atoi(all.c_str() + at + 10);
  }
  REQUIRE_MESSAGE(port_ != 0, all);
  drain_ = std::thread([lines] {
    std::array<char, 4096> rest{};
    while (std::fgets(rest.data(), rest.size(), lines) != nullptr) {
    }
    std::fclose(lines);
  });
}

CliLab::~CliLab() {
  kill(daemon_, SIGTERM);
  CHECK(Await(daemon_) == 0);
  drain_.join();
}

std::vector<std::string> CliLab::Environment(const std::string& address) const {
  const char* const path_before = std::getenv("PATH");
  const std::string beside = std::filesystem::path(MUTUA).parent_path();
  return {"HOME=" + path("home"),
          "PATH=" + beside + ":" + (path_before == nullptr ? "" : path_before),
          "MUTUA_ADDRESS=" + address,
          "MUTUA_TOKEN=" + token_,
          "TERM=dumb",
          "LC_ALL=C.UTF-8"};
}

Ran CliLab::Run(const std::vector<std::string>& arguments) { return RunAt(address(), arguments); }

Ran CliLab::RunAt(const std::string& address, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {MUTUA};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return RunProgram(words, address);
}

Ran CliLab::RunProgram(const std::vector<std::string>& words, const std::string& address) {
  const Streams streams{OpenFor(path("out")), OpenFor(path("err"))};
  const pid_t pid = Spawn(words, Environment(address), streams);
  close(streams.out);
  close(streams.err);
  Ran ran;
  ran.exit = Await(pid);
  ran.out = ReadFile(path("out"));
  ran.err = ReadFile(path("err"));
  return ran;
}

pid_t CliLab::Start(const std::string& address, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {MUTUA};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const int nowhere = OpenFor("/dev/null");
  const pid_t pid = Spawn(words, Environment(address), {nowhere, nowhere});
  close(nowhere);
  return pid;
}

std::string CliLab::TokenFor(const std::string& member) {
  const Ran ran = Run({"token", "create", "--member", member});
  REQUIRE_MESSAGE(ran.exit == 0, ran.err);
  return ran.out.substr(0, ran.out.find('\n'));
}

void CliLab::ApplyLab() {
  const Ran ran = Run({"apply", Write("lab.yaml", kLab)});
  REQUIRE_MESSAGE(ran.exit == 0, ran.err);
}

std::string CliLab::Write(const std::string& name, const std::string& text) const {
  std::ofstream out(path(name), std::ios::binary);
  out << text;
  out.close();
  REQUIRE(out);
  return path(name);
}

}  // namespace mutua::wire
