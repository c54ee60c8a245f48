// Promise P11: what signs somebody in is printed by the one command that makes it, and kept by the
// one that remembers a sign-in. Nothing else that the command line says or leaves behind has it.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

namespace fs = std::filesystem;

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

// Runs commands, and holds all that they say against every secret that is known by then.
class Searched {
 public:
  explicit Searched(CliLab& lab) : lab_(lab) {}

  // A line of shell. What it makes is not known yet: that it may say, once.
  Ran Shell(const std::string& line) {
    const Ran ran = lab_.RunProgram({"bash", "-c", line}, lab_.address());
    CAPTURE(line);
    Search(ran.out);
    Search(ran.err);
    return ran;
  }
  // The first line of what it says, a secret from then on.
  std::string Make(const std::string& what, const std::string& line) {
    const Ran ran = Shell(line);
    REQUIRE_MESSAGE(ran.exit == 0, ran.err);
    CHECK(ran.err.find(FirstLine(ran.out)) == std::string::npos);
    return Know(what, FirstLine(ran.out));
  }
  std::string Know(const std::string& what, const std::string& secret) {
    REQUIRE(secret.size() >= 8);
    return secrets_[what] = secret;
  }
  void Forget(const std::string& what) { secrets_.erase(what); }
  void Search(const std::string& text) {
    for (const auto& [what, secret] : secrets_) {
      CAPTURE(what);
      CHECK(text.find(secret) == std::string::npos);
    }
  }
  size_t size() const { return secrets_.size(); }

 private:
  CliLab& lab_;
  std::map<std::string, std::string> secrets_;
};

// Rightly, wrongly, and where it does not belong.
void UsePassword(Searched& lab) {
  const std::string once = lab.Make("one-time password", "mutua member password lea");
  const std::string wrong = lab.Know("wrong password", "tulips from Amsterdam");
  const std::string chosen = lab.Know("password", "correct horse battery");
  const auto as_lea = [&](const std::string& line) {
    return lab.Shell("unset MUTUA_TOKEN; " + line);
  };
  CHECK(as_lea("echo '" + wrong + "' | mutua sign-in lea").exit == 4);
  CHECK(as_lea("printf '%s\\nshort\\n' " + once + " | mutua sign-in lea").exit == 1);
  CHECK(as_lea("printf '%s\\n%s\\n' " + once + " '" + chosen + "' | mutua sign-in lea").exit == 0);
  CHECK(as_lea("printf '%s\\n%s\\n' '" + wrong + "' '" + chosen + "' | mutua password").exit != 0);
  CHECK(as_lea("echo '" + chosen + "' | mutua sign-in lea --name again -o json").exit == 0);
}

void UsePin(Searched& lab) {
  const std::string pin = lab.Know("PIN", "90817263");
  const std::string no_pin = lab.Know("PIN that is none", "9081726354");
  CHECK(lab.Shell("unset MUTUA_TOKEN; echo " + pin + " | mutua pin set").exit == 0);
  CHECK(lab.Shell("unset MUTUA_TOKEN; echo " + no_pin + " | mutua pin set").exit == 1);
}

void UseToken(Searched& lab) {
  const std::string token = lab.Make("token", "mutua token create --member lea");
  CHECK(lab.Shell("mutua --token " + token + " whoami").Says("lea"));
  CHECK(lab.Shell("mutua --token " + token + " cancel b-77").exit == 1);
  CHECK(lab.Shell("mutua --token " + token + " bok").exit == 2);
  CHECK(lab.Shell("echo " + token + " | mutua login --name desk").exit == 0);
  std::string mistyped = token;
  std::swap(mistyped[20], mistyped[30]);
  lab.Know("mistyped token", mistyped);
  CHECK(lab.Shell("mutua --token " + mistyped + " whoami").exit == 4);
  CHECK(lab.Shell("echo " + mistyped + " | mutua login --name desk").exit == 4);
  CHECK(lab.Shell("mutua --address 127.0.0.1:1 --token " + token + " whoami").exit == 3);
}

void UseKiosk(Searched& lab) {
  const std::string badge = lab.Know("badge", "04B7D19C55E2F8");
  const std::string nobodys = lab.Know("nobody's badge", "04B7D19C55E2F9");
  CHECK(lab.Shell("mutua badge register " + badge + " --member lea").exit == 0);
  CHECK(lab.Shell("mutua badge register " + badge + " --member tom").exit == 1);
  const std::string code = lab.Make("code", "mutua kiosk code --site house");
  CHECK(lab.Shell("mutua kiosk enrol 0" + lab.Know("wrong code", "00000000")).exit == 1);
  const std::string key = lab.Make("kiosk's key", "mutua kiosk enrol " + code);
  const auto at_kiosk = [&](const std::string& line) {
    return lab.Shell("export MUTUA_TOKEN=" + key + "; mutua " + line);
  };
  const std::string hours = " --when '10:00-11:00'";
  CHECK(at_kiosk("book laser-1" + hours + " --badge " + badge).exit == 0);
  CHECK(at_kiosk("book laser-1" + hours + " --badge " + nobodys).exit == 1);
  // What to type instead reads the badge again.
  const Ran taken = at_kiosk("book laser-1" + hours + " --badge " + badge);
  CHECK(taken.exit == 1);
  CHECK(taken.Complains("mutua book laser-2 --badge -"));
  CHECK_FALSE(taken.Complains("mutua wait"));
  CHECK(at_kiosk("checkin b-1 --badge " + nobodys).exit == 1);
  CHECK(at_kiosk("fault laser-1 'no light' --badge " + badge).exit == 0);
}

void UseFeed(Searched& lab) {
  const Ran made = lab.Shell("mutua feed create --member lea");
  REQUIRE(made.exit == 0);
  const size_t from = made.out.find("mutua_");
  REQUIRE(from != std::string::npos);
  lab.Know("feed's token", made.out.substr(from, made.out.find('.', from) - from));
  CHECK(lab.Shell("mutua feed list").Says("member lea"));
}

TEST_CASE("No secret is said again, or left behind but where a sign-in is kept") {
  CliLab lab;
  lab.ApplyLab();
  Searched searched(lab);
  UsePassword(searched);
  UsePin(searched);
  UseToken(searched);
  UseKiosk(searched);
  UseFeed(searched);
  CHECK(searched.size() == 13);
  for (const char* line : {"mutua token list", "mutua kiosk list", "mutua badge list",
                           "mutua audit -o json", "mutua member export lea"}) {
    CHECK(searched.Shell(line).exit == 0);
  }
  size_t files = 0;
  // The sign-ins that were kept, for nobody else to read.
  searched.Forget("token");
  for (const auto& file : fs::recursive_directory_iterator(lab.path("home"))) {
    if (!file.is_regular_file()) continue;
    ++files;
    CAPTURE(file.path().string());
    searched.Search(ReadFile(file.path()));
    CHECK((file.status().permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
          fs::perms::none);
  }
  CHECK(files > 0);
}

}  // namespace
}  // namespace mutua::wire
