// Completion as bash, zsh and fish do it: each sources its script and is asked what a line could
// become.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

// What the shell would put for the last word of the line, a word a line.
std::string Bash(CliLab& lab, const std::string& line) {
  return lab
      .RunProgram({"bash", "-c",
                   "source <(mutua completion bash); COMP_LINE=$1; COMP_POINT=${#1}; _mutua "
                   "2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"",
                   "bash", line},
                  lab.address())
      .out;
}

std::string Fish(CliLab& lab, const std::string& line) {
  return lab
      .RunProgram(
          {"fish", "-c", "mutua completion fish | source; complete -C " + ("'" + line + "'")},
          lab.address())
      .out;
}

// zsh offers through _describe, which is replaced by what prints the words.
std::string Zsh(CliLab& lab, const std::string& line) {
  return lab
      .RunProgram({"zsh", "-fc",
                   "autoload -Uz compinit; compinit -u -D; source <(mutua completion zsh); "
                   "[[ $_comps[mutua] == _mutua ]] || exit 1; "
                   "_describe() { print -rl -- \"${(@P)2}\" }; _files() { print files }; "
                   "words=(${(z)1}); CURRENT=$#words; _mutua",
                   "zsh", line},
                  lab.address())
      .out;
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("bash completes commands, options, values, files and the lab's own names") {
  CliLab lab;
  lab.ApplyLab();
  CHECK(Bash(lab, "mutua bo") == "board\nbook\n");
  CHECK(Bash(lab, "mutua book las") == "laser-1\nlaser-2\n");
  // bash breaks the word at the colon: what stands before it is not put again.
  CHECK(Bash(lab, "mutua book any:l") == "laser\n");
  CHECK(Bash(lab, "mutua book laser-1 --mem") == "--member\n");
  CHECK(Bash(lab, "mutua book laser-1 --member t") == "tom\n");
  CHECK(Bash(lab, "mutua -o j") == "json\n");
  CHECK(Bash(lab, "mutua apply " + lab.path("la")) == lab.path("lab.yaml") + "\n");
  CHECK(
      lab.Run({"book", "hall", "--member", "lea", "--when", "tomorrow 8:00", "--for", "1h"}).exit ==
      0);
  CHECK(Bash(lab, "mutua cancel ") == "b-1\n");
  CHECK(Bash(lab, "mutua checkin b-1 --ba") == "--badge\n");
  CHECK(Bash(lab, "mutua book hall --ba") == "--badge\n");
  CHECK(lab.Run({"badge", "register", "04A2B9", "--member", "lea"}).exit == 0);
  CHECK(Bash(lab, "mutua badge revoke ") == "k-1\n");
}

TEST_CASE("zsh completes the same") {
  CliLab lab;
  lab.ApplyLab();
  CHECK(Has(Zsh(lab, "mutua boo"), "book:Book a resource"));
  const std::string wants = Zsh(lab, "mutua book las");
  CHECK(Has(wants, "laser-1"));
  CHECK(Has(wants, "any\\:laser"));
  CHECK(Zsh(lab, "mutua apply la") == "files\n");
}

TEST_CASE("fish completes the same") {
  CliLab lab;
  lab.ApplyLab();
  CHECK(Has(Fish(lab, "mutua boo"), "book\tBook a resource"));
  CHECK(Has(Fish(lab, "mutua book any:l"), "any:laser"));
  CHECK(Has(Fish(lab, "mutua apply " + lab.path("la")), "lab.yaml"));
}

TEST_CASE("Without a daemon completion still knows the commands, and says nothing else") {
  CliLab lab;
  const Ran ran = lab.RunAt("127.0.0.1:1", {"__complete", "--", "book", ""});
  CHECK(ran.exit == 0);
  CHECK(ran.out.empty());
  CHECK(ran.err.empty());
  CHECK(lab.RunAt("127.0.0.1:1", {"__complete", "--", ""}).Says("book"));
}

}  // namespace
}  // namespace mutua::wire
