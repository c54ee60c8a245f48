// Signing in as the core sees it: who may set which password, which sessions begin and end with
// it, and what a company manager may touch.
#include "engine/base/limits.h"
#include "tests/unit/core/lab.h"

namespace mutua::core::testing {
namespace {

using model::Password;
using model::Role;

Caller In(Role role, MemberId member) {
  Caller caller = Lab::As(member);
  caller.role = role;
  return caller;
}

std::array<uint8_t, 32> HashOf(int number) {
  std::array<uint8_t, 32> hash{};
  hash[0] = static_cast<uint8_t>(number);
  hash[1] = static_cast<uint8_t>(number >> 8);
  return hash;
}

// Ada has a password that is her own.
struct SignInLab : Lab {
  SignInLab() { REQUIRE(Do(As(ada), SetPassword{ada, Password::kOwn}).accepted()); }

  Decision Enter(MemberId member, int number, Duration lasts = Duration::Days(30)) {
    const uint32_t version = state.Find(member)->version;
    return Do(Caller{.role = Role::kMember, .member = member},
              SignIn{member, version, HashOf(number), at + lasts, "phone"});
  }
  int Holding(MemberId member) const {
    int sessions = 0;
    state.ForEach<model::Token>([&](const model::Token& token) {
      const bool holds = token.session && !token.revoked && at < token.expires;
      if (holds && token.member == member) ++sessions;
    });
    return sessions;
  }
  Decision SetRole(const Caller& caller, MemberId member, Role role) {
    model::Member record = *state.Find(member);
    record.role = role;
    return Do(caller, DefineMember{record});
  }
};

TEST_CASE("One's own password is one's own to set; a manager gives one for a time, or takes it") {
  struct Row {
    const char* what;
    Role role;
    bool herself;
    Password password;
    std::vector<Rule> expected;
  };
  const std::vector<Rule> no = {Rule::kNotPermitted};
  const Row rows[] = {
      {"a member, her own", Role::kMember, true, Password::kOwn, {}},
      {"a company manager, her own", Role::kCompanyManager, true, Password::kOwn, {}},
      {"a lab manager, her own", Role::kManager, true, Password::kOwn, {}},
      {"a kiosk with her badge", Role::kKiosk, true, Password::kOwn, no},
      {"a member, one for a time for herself", Role::kMember, true, Password::kOneTime, no},
      {"a member, none", Role::kMember, true, Password::kNone, no},
      {"a colleague", Role::kMember, false, Password::kOwn, no},
      {"her company's manager, one for a time", Role::kCompanyManager, false, Password::kOneTime,
       no},
      {"a lab manager, another's own", Role::kManager, false, Password::kOwn, no},
      {"a lab manager, one for a time", Role::kManager, false, Password::kOneTime, {}},
      {"a lab manager, none", Role::kManager, false, Password::kNone, {}},
      {"a program, one for a time", Role::kService, false, Password::kOneTime, no},
      {"a program, none", Role::kService, false, Password::kNone, no},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    SignInLab lab;
    const Caller caller = In(row.role, row.herself ? lab.ada : lab.alan);
    CHECK(RulesOf(lab.Do(caller, SetPassword{lab.ada, row.password})) == row.expected);
  }
}

TEST_CASE("There is no password to take away where there is none, nor of somebody who has gone") {
  SignInLab lab;
  CHECK(RulesOf(lab.Do(lab.manager, SetPassword{lab.bea, Password::kNone})) ==
        std::vector{Rule::kNothingToDo});
  model::Member gone = *lab.state.Find(lab.ada);
  gone.retired = true;
  lab.Define(DefineMember{gone});
  CHECK(RulesOf(lab.Do(lab.manager, SetPassword{lab.ada, Password::kOneTime})) ==
        std::vector{Rule::kUnknown});
  CHECK_FALSE(lab.Enter(lab.ada, 1).accepted());
}

TEST_CASE("A password that was checked counts only as long as the member is as it was then") {
  SignInLab lab;
  const uint32_t checked = lab.state.Find(lab.ada)->version;
  const Caller ada{.role = Role::kMember, .member = lab.ada};
  // Meanwhile a manager gave her another.
  REQUIRE(lab.Do(lab.manager, SetPassword{lab.ada, Password::kOneTime}).accepted());
  CHECK(RulesOf(lab.Do(ada, SignIn{lab.ada, checked, HashOf(1), kLatest, ""})) ==
        std::vector{Rule::kStale});
  CHECK(RulesOf(lab.Do(ada, SetPassword{lab.ada, Password::kOwn, checked})) ==
        std::vector{Rule::kStale});
  CHECK(lab.Holding(lab.ada) == 0);
  CHECK(lab.Enter(lab.ada, 1).accepted());
}

TEST_CASE("Who has no password may be signed in on another proof, but not on one from before") {
  SignInLab lab;
  CHECK(lab.Enter(lab.bea, 1).accepted());
  const uint32_t checked = lab.state.Find(lab.ada)->version;
  const Caller ada{.role = Role::kMember, .member = lab.ada};
  REQUIRE(lab.Do(lab.manager, SetPassword{lab.ada, Password::kNone}).accepted());
  CHECK(RulesOf(lab.Do(ada, SignIn{lab.ada, checked, HashOf(2), kLatest, ""})) ==
        std::vector{Rule::kStale});
  CHECK(lab.Holding(lab.ada) == 0);
}

TEST_CASE("Nobody signs in as another") {
  SignInLab lab;
  const uint32_t version = lab.state.Find(lab.ada)->version;
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), SignIn{lab.ada, version, HashOf(1), kLatest, ""})) ==
        std::vector{Rule::kNotPermitted});
  CHECK(lab.Holding(lab.ada) == 0);
}

TEST_CASE(
    "Every session of a member ends with the password, the role, the company and the service") {
  struct Row {
    const char* what;
    void (*change)(SignInLab& lab);
    bool ends;
  };
  const Row rows[] = {
      {"another password",
       [](SignInLab& lab) {
         lab.Do(Lab::As(lab.ada), SetPassword{lab.ada, Password::kOwn});
       },
       true},
      {"one for a time",
       [](SignInLab& lab) {
         lab.Do(lab.manager, SetPassword{lab.ada, Password::kOneTime});
       },
       true},
      {"none", [](SignInLab& lab) { lab.Do(lab.manager, SetPassword{lab.ada}); }, true},
      {"more to say",
       [](SignInLab& lab) { lab.SetRole(lab.manager, lab.ada, Role::kCompanyManager); }, true},
      {"another company",
       [](SignInLab& lab) { lab.Do(lab.manager, MoveMember{.member = lab.ada, .to = lab.bolt}); },
       true},
      {"another company by a lab file",
       [](SignInLab& lab) {
         model::Member record = *lab.state.Find(lab.ada);
         record.company = lab.bolt;
         lab.Define(DefineMember{record});
       },
       true},
      {"deleted",
       [](SignInLab& lab) {
         model::Member record = *lab.state.Find(lab.ada);
         record.retired = true;
         lab.Define(DefineMember{record});
       },
       true},
      {"erased", [](SignInLab& lab) { lab.Do(lab.manager, EraseMember{lab.ada}); }, true},
      {"a certification",
       [](SignInLab& lab) {
         model::Member record = *lab.state.Find(lab.ada);
         const CertificationId saw(lab.Define(DefineCertification{{CertificationId(), "saw", "Saw"}}));
         record.held.push_back({saw, kMonday, kLatest});
         lab.Define(DefineMember{record});
       },
       false},
      {"another's password",
       [](SignInLab& lab) {
         lab.Do(lab.manager, SetPassword{lab.bea, Password::kOneTime});
       },
       false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    SignInLab lab;
    REQUIRE(lab.Enter(lab.ada, 1).accepted());
    REQUIRE(lab.Enter(lab.ada, 2).accepted());
    row.change(lab);
    CHECK(lab.Holding(lab.ada) == (row.ends ? 0 : 2));
  }
}

TEST_CASE("Sessions are few a member, the oldest gives way, and no sign-in makes the lab grow") {
  SignInLab lab;
  for (int number = 0; number < 25; ++number) {
    lab.Advance(lab.at + Duration::Minutes(1));
    REQUIRE(lab.Enter(lab.ada, number).accepted());
    CHECK(lab.Holding(lab.ada) == std::min<int64_t>(number + 1, kSessionsMost));
  }
  const size_t records = lab.state.Count<model::Token>();
  std::vector<bool> known(25);
  lab.state.ForEach<model::Token>([&](const model::Token& token) {
    for (int number = 0; number < 25; ++number) {
      if (token.session && token.hash == HashOf(number)) known[static_cast<size_t>(number)] = true;
    }
  });
  for (size_t number = 0; number < 25; ++number) CHECK(known[number] == (number >= 15));
  // One that ended makes room before one that holds.
  lab.Advance(lab.at + Duration::Days(40));
  for (int number = 30; number < 60; ++number) REQUIRE(lab.Enter(lab.ada, number).accepted());
  CHECK(lab.state.Count<model::Token>() == records);
}

TEST_CASE("A session is ended by its member or a manager, and made by nobody but signing in") {
  SignInLab lab;
  REQUIRE(lab.Enter(lab.ada, 1).accepted());
  model::Token session;
  lab.state.ForEach<model::Token>([&](const model::Token& token) {
    if (token.session) session = token;
  });
  const auto end = [&](const Caller& caller) {
    State copy(lab.state);
    std::vector<Event> events;
    model::Token ended = session;
    ended.revoked = true;
    Command command;
    command.caller = caller;
    command.body = DefineToken{ended};
    return RulesOf(Decide(copy, command, lab.at, &events));
  };
  CHECK(end(Lab::As(lab.ada)).empty());
  CHECK(end(lab.manager).empty());
  CHECK(end(Lab::As(lab.alan)) == std::vector{Rule::kNotPermitted});
  CHECK(end(In(Role::kCompanyManager, lab.alan)) == std::vector{Rule::kNotPermitted});
  model::Token made = session;
  made.id = TokenId();
  CHECK(RulesOf(lab.Do(lab.manager, DefineToken{.token = made})) == std::vector{Rule::kUnknown});
  made.id = session.id;
  made.expires = kLatest;
  CHECK_FALSE(lab.Do(lab.manager, DefineToken{.token = made}).accepted());
}

TEST_CASE("What a role is, lab managers say; nobody else, and no kiosk is a member") {
  SignInLab lab;
  const std::vector<Rule> no = {Rule::kNotPermitted};
  CHECK(RulesOf(lab.SetRole(In(Role::kService, {}), lab.ada, Role::kCompanyManager)) == no);
  CHECK(lab.SetRole(lab.manager, lab.ada, Role::kCompanyManager).accepted());
  CHECK_FALSE(lab.SetRole(In(Role::kCompanyManager, lab.ada), lab.ada, Role::kManager).accepted());
  CHECK(RulesOf(lab.SetRole(lab.manager, lab.ada, Role::kKiosk)) ==
        std::vector{Rule::kBadDefinition});
  // A program changes the rest, and leaves the role.
  CHECK(lab.SetRole(In(Role::kService, {}), lab.ada, Role::kCompanyManager).accepted());
  // Another company is another matter.
  REQUIRE(lab.Do(lab.manager, MoveMember{.member = lab.ada, .to = lab.bolt}).accepted());
  CHECK(lab.state.Find(lab.ada)->role == Role::kMember);
}

TEST_CASE("A definition that was read before a password was set does not take it away") {
  SignInLab lab;
  model::Member read = *lab.state.Find(lab.bea);
  REQUIRE(lab.Do(Lab::As(lab.bea), SetPassword{lab.bea, Password::kOwn}).accepted());
  REQUIRE(lab.Do(Lab::As(lab.bea), SetPin{lab.bea, true}).accepted());
  read.held.clear();
  lab.Do(lab.manager, DefineMember{read});
  CHECK(lab.state.Find(lab.bea)->password == Password::kOwn);
  CHECK(lab.state.Find(lab.bea)->has_pin);
}

TEST_CASE("A company manager cancels what a colleague booked, and nothing of another company") {
  Lab lab;
  model::Member alan = *lab.state.Find(lab.alan);
  alan.role = Role::kCompanyManager;
  lab.Define(DefineMember{alan});
  const Caller manager = In(Role::kCompanyManager, lab.alan);
  const std::vector<Rule> no = {Rule::kNotPermitted};
  const BookingId adas = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const BookingId beas = lab.Booked(lab.bea, Lab::On(lab.room, Lab::Hours(1, 2)));
  CHECK(RulesOf(lab.Do(manager, Cancel{.booking = beas})) == no);
  CHECK(RulesOf(lab.Do(Lab::As(lab.alan), Cancel{.booking = adas})) == no);
  // Somebody who says so and is none: not any more, or of another company by now.
  CHECK(RulesOf(lab.Do(In(Role::kCompanyManager, lab.bea), Cancel{.booking = adas})) == no);
  CHECK(lab.Do(manager, Cancel{.booking = adas}).accepted());
  const BookingId more = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  REQUIRE(lab.Do(lab.manager, MoveMember{.member = lab.alan, .to = lab.bolt}).accepted());
  CHECK(RulesOf(lab.Do(manager, Cancel{.booking = more})) == no);
  // Nothing of the lab is theirs to set.
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.name = "Mine";
  CHECK(RulesOf(lab.Do(manager, DefinePool{pool})) == no);
  CHECK(RulesOf(lab.Do(manager, MoveMember{.member = lab.ada, .to = lab.bolt})) == no);
}

}  // namespace
}  // namespace mutua::core::testing
