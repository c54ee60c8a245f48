// scenario [--rewrite] FILE...: plays pages and says where the engine answers otherwise than they
// say; with --rewrite, writes the engine's answers into them instead, for their author to judge.
// Exits 0 if every page is right, 1 if an answer differs, 2 if a page cannot be read or played.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "tests/scenario/play.h"

namespace mutua::scenario {
namespace {

int Wrong(const absl::Status& status) {
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  return 2;
}

int PlayFile(const std::string& path, bool rewrite) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return Wrong(absl::NotFoundError(path + ": cannot be read"));
  const absl::StatusOr<Day> day = ReadDay(text.str(), path.substr(path.rfind('/') + 1));
  if (!day.ok()) return Wrong(day.status());
  const auto answers = Play(*day);
  if (!answers.ok()) return Wrong(answers.status());
  const std::string difference = Difference(*day, *answers);
  std::printf("%s", difference.c_str());
  if (!rewrite) return difference.empty() ? 0 : 1;
  std::ofstream out(path);
  out << Rewritten(*day, *answers);
  return out.flush() ? 0 : Wrong(absl::UnknownError(path + ": cannot be written"));
}

}  // namespace
}  // namespace mutua::scenario

int main(int argc, char** argv) {
  const bool rewrite = argc > 1 && std::strcmp(argv[1], "--rewrite") == 0;
  const int first = rewrite ? 2 : 1;
  if (argc <= first) {
    std::fprintf(stderr, "usage: scenario [--rewrite] FILE...\n");
    return 2;
  }
  int worst = 0;
  for (int i = first; i < argc; ++i) {
    worst = std::max(worst, mutua::scenario::PlayFile(argv[i], rewrite));
  }
  return worst;
}
