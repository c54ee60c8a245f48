// A mutuad of a test's own: started as a process, with what it prints, killed or told to stop.
//
// Life: constructed running; whoever does not wait for its end, kills it with the destructor.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace mutua {

class DaemonProcess {
 public:
  // MUTUA_MUTUAD is its path, or what the environment names as MUTUA_DAEMON: a release build, for
  // figures. Nothing is inherited but the environment. `file_bytes_max`: no file
  // of it can grow beyond that, as on a disk that is full; 0: as large as they like.
  explicit DaemonProcess(std::vector<std::string> arguments, uint64_t file_bytes_max = 0) {
    int out[2];
    int err[2];
    REQUIRE(pipe2(out, O_CLOEXEC) == 0);
    REQUIRE(pipe2(err, O_CLOEXEC) == 0);
    const char* other = std::getenv("MUTUA_DAEMON");
    const std::string program = other == nullptr ? MUTUA_MUTUAD : other;
    arguments.insert(arguments.begin(), program);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    process_ = fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
      dup2(out[1], STDOUT_FILENO);
      dup2(err[1], STDERR_FILENO);
      if (file_bytes_max != 0) {
        const rlimit most = {file_bytes_max, file_bytes_max};
        signal(SIGXFSZ, SIG_IGN);  // the write fails instead
        setrlimit(RLIMIT_FSIZE, &most);
      }
      execv(program.c_str(), argv.data());
      _exit(127);
    }
    close(out[1]);
    close(err[1]);
    out_ = out[0];
    err_ = err[0];
  }
  DaemonProcess(const DaemonProcess&) = delete;
  DaemonProcess& operator=(const DaemonProcess&) = delete;
  ~DaemonProcess() {
    if (process_ > 0) {
      Signal(SIGKILL);
      Wait();
    }
    close(out_);
    close(err_);
  }

  // Reads the log until it serves; the port of gRPC, 0 if it ended instead.
  int WaitUntilServing() {
    while (ReadSome(err_, &log_)) {
      const size_t serving = log_.find("event=serving grpc_port=");
      if (serving == std::string::npos || log_.find('\n', serving) == std::string::npos) continue;
      return std::atoi(log_.c_str() + serving + sizeof("event=serving grpc_port=") - 1);
    }
    return 0;
  }

  // Of HTTP; once it serves.
  int http_port() const {
    const std::string label = "http_port=";
    const size_t at = log_.find(label, log_.find("event=serving"));
    return at == std::string::npos ? 0 : std::atoi(log_.c_str() + at + label.size());
  }
  pid_t id() const { return process_; }

  // Reads the log until it has this text; false if it ended before.
  bool WaitUntilLogged(const std::string& text) {
    while (log_.find(text) == std::string::npos) {
      if (!ReadSome(err_, &log_)) return false;
    }
    return true;
  }

  void Signal(int signal) { kill(process_, signal); }

  // Waits for its end and reads the rest of what it printed; the status of waitpid.
  int Wait() {
    // Either pipe may fill while the other is read.
    std::thread log([this] {
      while (ReadSome(err_, &log_)) {
      }
    });
    while (ReadSome(out_, &printed_)) {
    }
    log.join();
    int status = 0;
    REQUIRE(waitpid(process_, &status, 0) == process_);
    process_ = 0;
    return status;
  }

  // Waits for its end, which must be by itself; the exit code.
  int WaitForExit() {
    const int status = Wait();
    REQUIRE_MESSAGE(WIFEXITED(status), log_);
    return WEXITSTATUS(status);
  }

  // The manager's first token: the first start of a store prints it, before it serves.
  std::string FirstToken() {
    const std::string label = "manager token: ";
    while (printed_.find('\n') == std::string::npos) {
      if (!ReadSome(out_, &printed_)) return {};
    }
    REQUIRE(printed_.starts_with(label));
    return printed_.substr(label.size(), printed_.find('\n') - label.size());
  }

  const std::string& log() const { return log_; }          // standard error, as far as it was read
  const std::string& printed() const { return printed_; }  // standard output, likewise

 private:
  static bool ReadSome(int from, std::string* to) {
    char buffer[4096];
    const ssize_t size = read(from, buffer, sizeof buffer);
    if (size > 0) to->append(buffer, static_cast<size_t>(size));
    return size > 0;
  }

  pid_t process_ = 0;
  int out_ = -1;
  int err_ = -1;
  std::string log_;
  std::string printed_;
};

}  // namespace mutua
