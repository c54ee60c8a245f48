// From what was typed to the pieces of a request: wants, times, selectors.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/dates.h"
#include "clients/cli/session.h"
#include "engine/base/secret.h"
#include "mutua/v1/booking.pb.h"
#include "mutua/v1/common.pb.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace mutua::cli {

// "laser-1", "any:fdm", "any:fdm*2" (two of the pool), "stock=3" (three units).
absl::Status ReadWants(const std::vector<std::string>& texts,
                       google::protobuf::RepeatedPtrField<v1::Want>* wants);

// What --when and --for say together, as civil times of the site. `now_is_default`: no --when means
// from now.
absl::Status ReadTime(Session& session, const std::string& when, const std::string& length,
                      bool now_is_default, v1::AskedInterval* time);

// One moment, civil.
absl::Status ReadMoment(Session& session, const std::string& text, v1::When* when);

// What was named, as questions to ask one after the other: resources, a pool ("any:fdm",
// "pool:fdm", or its name if no resource has it), a kind ("machines", "rooms", "desks", "people").
// Nothing named is everything: a question for each site. None: the daemon did not answer, and it
// was said.
std::vector<v1::ResourceSelector> ReadSelectors(Session& session,
                                                const std::vector<std::string>& texts);
// The same for what needs no question a site; nothing named stays empty.
v1::ResourceSelector ReadSelector(Session& session, const std::vector<std::string>& texts);

// "b-1042" for letter b. False, and it was said, when it has not that form.
bool IsId(Session& session, const std::string& text, char letter, const char* what);

void SetCivil(CivilSecond civil, v1::When* when);

// An option, or an argument, that signs somebody in.
CLI::Option* AddSecret(CLI::App& command, const char* name, Secret* secret, const char* help);
// The option of what a kiosk may do: the badge that was read.
void AddBadgeOption(CLI::App& command, Secret* badge);
// What was given with it: "-" is the first line of standard input, as a reader that types gives it.
Secret ReadBadge(const Secret& given);

// What was typed at a prompt, not shown; or the first line of standard input.
Secret ReadHidden(const char* prompt);

}  // namespace mutua::cli
