// Completion for bash, zsh and fish: the scripts ask `mutua __complete WORDS...` with the words
// after "mutua", the last one unfinished. It answers a line for each that could stand there, "word"
// or "word TAB what it is", or ":files" where a file is wanted.
//
// What is offered: commands, options and the values they take, and of the lab what the word is
// about: resources, pools, members, one's own bookings, wishes and series, outages, faults, tokens.
// Without a daemon the lab's part is empty, at once.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "mutua/v1/admin.pb.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/catalogue.pb.h"
#include "mutua/v1/feeds.pb.h"
#include "mutua/v1/wishes.pb.h"

namespace mutua::cli {
namespace {

// bash breaks words at ":" and "="; what is before the last break is already typed.
constexpr const char* kBash = R"sh(_mutua() {
  local line=${COMP_LINE:0:COMP_POINT} words word current offer
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  current=${words[${#words[@]}-1]}
  COMPREPLY=()
  while IFS= read -r offer; do
    word=${offer%%$'\t'*}
    if [[ $word == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
    elif [[ $word == "$current"* ]]; then
      [[ $current == *[:=]* ]] && word=${word#"${current%"${current##*[:=]}"}"}
      COMPREPLY+=("$word")
    fi
  done < <(mutua __complete -- "${words[@]:1}" 2>/dev/null)
}
complete -F _mutua mutua
)sh";
constexpr const char* kZsh = R"sh(#compdef mutua
_mutua() {
  local -a offers
  local offer
  for offer in "${(@f)$(mutua __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $offer == :files ]]; then _files; return; fi
    [[ -n $offer ]] || continue
    if [[ $offer == *$'\t'* ]]; then
      offers+=("${${offer%%$'\t'*}//:/\\:}:${offer#*$'\t'}")
    else
      offers+=("${offer//:/\\:}")
    fi
  done
  _describe 'mutua' offers
}
if [[ $funcstack[1] == _mutua ]]; then
  _mutua "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _mutua mutua
fi
)sh";
constexpr const char* kFish = R"sh(function __mutua_complete
  set -l words (commandline -opc)[2..-1] (commandline -ct)
  set -l offers (mutua __complete -- $words 2>/dev/null)
  if contains -- :files $offers
    __fish_complete_path (commandline -ct)
  else
    printf '%s\n' $offers
  end
end
complete -c mutua -f -a '(__mutua_complete)'
)sh";

void Say(const std::string& word, std::string what = "") {
  what = what.substr(0, what.find('\n'));
  what.empty() ? fmt::print("{}\n", word) : fmt::print("{}\t{}\n", word, what);
}

void OfferResources(Session& session) {
  v1::ListResourcesResponse found;
  session.client().Call("CatalogueService/ListResources", v1::ListResourcesRequest(), &found);
  for (const auto& resource : found.resources()) Say(resource.resource(), resource.display_name());
}

void OfferPools(Session& session, const std::string& prefix, bool stand_in_only) {
  v1::ListPoolsResponse found;
  session.client().Call("CatalogueService/ListPools", v1::ListPoolsRequest(), &found);
  for (const auto& pool : found.pools()) {
    if (pool.stand_in() || !stand_in_only) Say(prefix + pool.pool(), pool.display_name());
  }
}

void OfferMembers(Session& session) {
  v1::ListMembersResponse found;
  session.client().Call("DirectoryService/ListMembers", v1::ListMembersRequest(), &found);
  for (const auto& member : found.members()) Say(member.member(), member.display_name());
}

void OfferBookings(Session& session, std::initializer_list<v1::BookingState> states) {
  v1::ListBookingsRequest request;
  request.set_member(session.Caller().member().member());
  for (const auto state : states) request.add_states(state);
  v1::ListBookingsResponse found;
  session.client().Call("BookingsService/ListBookings", request, &found);
  for (const auto& booking : found.bookings()) {
    Say(booking.booking(), WhatOf(booking) + "  " + FormatInterval(session, booking.interval()));
  }
}

void OfferWishes(Session& session) {
  v1::ListWishesRequest request;
  request.set_member(session.Caller().member().member());
  v1::ListWishesResponse found;
  session.client().Call("WishesService/ListWishes", request, &found);
  for (const auto& wish : found.wishes()) Say(wish.wish(), WantedBy(wish.spec()));
}

void OfferSeries(Session& session) {
  v1::ListSeriesRequest request;
  request.set_member(session.Caller().member().member());
  v1::ListSeriesResponse found;
  session.client().Call("BookingsService/ListSeries", request, &found);
  for (const auto& series : found.series()) {
    if (!series.ended()) Say(series.series(), WantedBy(series.spec()));
  }
}

void OfferOutages(Session& session) {
  v1::ListOutagesResponse found;
  session.client().Call("CatalogueService/ListOutages", v1::ListOutagesRequest(), &found);
  for (const auto& outage : found.outages()) Say(outage.outage(), outage.reason());
}

void OfferFaults(Session& session) {
  v1::ListFaultsResponse found;
  session.client().Call("CatalogueService/ListFaults", v1::ListFaultsRequest(), &found);
  for (const auto& fault : found.faults()) Say(fault.fault(), fault.description());
}

void OfferFeeds(Session& session) {
  v1::ListFeedsResponse found;
  session.client().Call("FeedsService/ListFeeds", v1::ListFeedsRequest(), &found);
  for (const auto& feed : found.feeds()) {
    Say(feed.feed(), feed.member() + feed.company() + feed.resource() + feed.pool());
  }
}

void OfferTokens(Session& session) {
  v1::ListTokensResponse found;
  session.client().Call("AdminService/ListTokens", v1::ListTokensRequest(), &found);
  for (const auto& token : found.tokens()) Say(token.token(), token.member());
}

void OfferSites(Session& session) {
  v1::ListSitesResponse found;
  session.client().Call("CatalogueService/ListSites", v1::ListSitesRequest(), &found);
  for (const auto& site : found.sites()) Say(site.site(), site.display_name());
}

void OfferBadges(Session& session) {
  v1::ListBadgesResponse found;
  session.client().Call("DirectoryService/ListBadges", v1::ListBadgesRequest(), &found);
  for (const auto& badge : found.badges()) {
    if (!badge.revoked()) Say(badge.id(), badge.member());
  }
}

void OfferFiles(Session&) { fmt::print(":files\n"); }

void OfferWants(Session& session) {
  OfferResources(session);
  OfferPools(session, "any:", true);
}

void OfferSelectors(Session& session) {
  OfferResources(session);
  OfferPools(session, "any:", false);
  for (const char* kind : {"machines", "rooms", "desks", "people"}) Say(kind);
}

void OfferOutageTargets(Session& session) {
  OfferResources(session);
  OfferPools(session, "pool:", false);
  v1::ListSitesResponse sites;
  session.client().Call("CatalogueService/ListSites", v1::ListSitesRequest(), &sites);
  for (const auto& site : sites.sites()) Say("site:" + site.site(), site.display_name());
}

void OfferLiveBookings(Session& session) {
  OfferBookings(session, {v1::BOOKING_STATE_HELD, v1::BOOKING_STATE_PENDING,
                          v1::BOOKING_STATE_CONFIRMED, v1::BOOKING_STATE_CHECKED_IN});
}
void OfferHeld(Session& session) { OfferBookings(session, {v1::BOOKING_STATE_HELD}); }
void OfferPending(Session& session) { OfferBookings(session, {v1::BOOKING_STATE_PENDING}); }
void OfferConfirmed(Session& session) { OfferBookings(session, {v1::BOOKING_STATE_CONFIRMED}); }
void OfferCheckedIn(Session& session) { OfferBookings(session, {v1::BOOKING_STATE_CHECKED_IN}); }

using Source = void (*)(Session&);

// By the argument's name, as the command says it; where one name means several things, by command.
Source SourceOf(const std::string& command, const std::string& argument) {
  static const std::map<std::string, Source> kByCommand = {
      {"book what", OfferWants},
      {"for what", OfferWants},
      {"move --to", OfferWants},
      {"handover --to", OfferMembers},
      {"declare what", OfferOutageTargets},
      {"confirm booking", OfferHeld},
      {"approve booking", OfferPending},
      {"reject booking", OfferPending},
      {"checkin booking", OfferConfirmed},
      {"checkout booking", OfferCheckedIn},
      {"noshow booking", OfferConfirmed},
      {"why id", OfferLiveBookings},
  };
  static const std::map<std::string, Source> kByName = {
      {"what", OfferSelectors},   {"resource", OfferResources}, {"--resource", OfferResources},
      {"--member", OfferMembers}, {"member", OfferMembers},     {"booking", OfferLiveBookings},
      {"wish", OfferWishes},      {"series", OfferSeries},      {"outage", OfferOutages},
      {"fault", OfferFaults},     {"token", OfferTokens},       {"badge", OfferBadges},
      {"feed", OfferFeeds},       {"kiosk", OfferTokens},     {"--site", OfferSites},
      {"file", OfferFiles},       {"--report", OfferFiles},   {"folder", OfferFiles},
      {"backup", OfferFiles},     {"to", OfferFiles},         {"--salvage", OfferFiles},
  };
  const auto exact = kByCommand.find(command + " " + argument);
  if (exact != kByCommand.end()) return exact->second;
  const auto found = kByName.find(argument);
  return found == kByName.end() ? nullptr : found->second;
}

// The few values that an option or argument takes, of those that take few.
bool OfferValues(const std::string& argument) {
  static const std::map<std::string, std::vector<std::string>> kValues = {
      {"--output", {"table", "tsv", "json"}},
      {"-o", {"table", "tsv", "json"}},
      {"--kind", {"maintenance", "fault", "closure"}},
      {"--role", {"member", "manager", "service"}},
      {"role", {"member", "company-manager", "lab-manager"}},
      {"--mode", {"all", "best", "substitutes"}},
      {"--for", {"30min", "1h", "2h", "4h"}},
      {"--when", {"today", "tomorrow", "monday", "friday"}},
      {"--until", {"tomorrow"}},
      {"--from", {"today", "tomorrow"}},
      {"--badge", {"-"}},
      {"number", {"-"}},
      {"shell", {"bash", "zsh", "fish"}},
  };
  const auto found = kValues.find(argument);
  if (found == kValues.end()) return false;
  for (const std::string& value : found->second) Say(value);
  return true;
}

// Where the unfinished word stands: in which command, after which option, at which argument.
struct Place {
  const CLI::App* command;
  const CLI::Option* after = nullptr;  // an option whose value comes now
  size_t arguments = 0;                // that stand before it
};

Place PlaceOf(const CLI::App& app, const std::vector<std::string>& words) {
  Place place{&app};
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    if (place.after != nullptr) {
      place.after = nullptr;
    } else if (word.rfind('-', 0) == 0) {
      const CLI::Option* option = place.command->get_option_no_throw(word);
      if (option == nullptr) option = app.get_option_no_throw(word);
      if (option != nullptr && option->get_items_expected_max() > 0) place.after = option;
    } else {
      const auto named = place.command->get_subcommands(
          [&](const CLI::App* child) { return child->get_name() == word; });
      if (place.arguments == 0 && !named.empty()) {
        place.command = named.front();
      } else {
        ++place.arguments;
      }
    }
  }
  return place;
}

void OfferOptions(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames())
      Say("--" + name, option->get_description());
  }
}

void OfferNamed(Session& session, const CLI::App& command, const std::string& argument) {
  if (OfferValues(argument)) return;
  if (const Source source = SourceOf(command.get_name(), argument)) source(session);
}

}  // namespace

int OfferCompletions(Session& session, const CLI::App& app, const std::vector<std::string>& words) {
  const Place place = PlaceOf(app, words);
  const CLI::App& command = *place.command;
  if (place.after != nullptr) {
    OfferNamed(session, command, place.after->get_name());
    return kDone;
  }
  if (!words.empty() && words.back().rfind('-', 0) == 0) {
    OfferOptions(command);
    if (&command != &app) OfferOptions(app);
    return kDone;
  }
  for (const CLI::App* child : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (!child->get_group().empty()) Say(child->get_name(), child->get_description());
  }
  // A list takes the rest; else each argument has its place.
  size_t at = 0;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    const bool many = option->get_items_expected_max() > 1;
    if (many || at == place.arguments) OfferNamed(session, command, option->get_name());
    if (many || at++ == place.arguments) break;
  }
  return kDone;
}

void AddCompletion(CLI::App& app, Run* run) {
  auto shell = std::make_shared<std::string>();
  CLI::App* completion =
      app.add_subcommand("completion", "What makes your shell complete commands");
  completion->footer(
      "Into your shell's start-up file:\n"
      "  bash: source <(mutua completion bash)\n"
      "  zsh:  source <(mutua completion zsh)\n"
      "  fish: mutua completion fish | source");
  completion->add_option("shell", *shell, "which")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->callback([=] {
    *run = [=](Session&) {
      fmt::print("{}", *shell == "bash" ? kBash : *shell == "zsh" ? kZsh : kFish);
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace mutua::cli
