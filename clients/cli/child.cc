#include "clients/cli/child.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace mutua::cli {

std::optional<Child> RunChild(const std::vector<std::string>& words) {
  constexpr int kCannotRun = 127;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  std::vector<std::string> copy = words;
  std::vector<char*> argv;
  for (std::string& word : copy) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t process = fork();
  if (process == 0) {
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    execvp(argv.front(), argv.data());
    _exit(kCannotRun);
  }
  close(ends[1]);
  Child child;
  std::array<char, 4096> part{};
  ssize_t size = 0;
  while (process > 0 && (size = read(ends[0], part.data(), part.size())) > 0) {
    child.printed.append(part.data(), static_cast<size_t>(size));
  }
  close(ends[0]);
  int status = 0;
  if (process < 0 || waitpid(process, &status, 0) != process || !WIFEXITED(status)) {
    return std::nullopt;
  }
  child.exit_code = WEXITSTATUS(status);
  if (child.exit_code == kCannotRun) return std::nullopt;
  return child;
}

}  // namespace mutua::cli
