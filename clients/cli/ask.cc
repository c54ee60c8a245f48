#include "clients/cli/ask.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <set>

#include "mutua/v1/catalogue.pb.h"

namespace mutua::cli {
namespace {

v1::ResourceKind KindOf(const std::string& text) {
  if (text == "machine" || text == "machines") return v1::RESOURCE_KIND_MACHINE;
  if (text == "room" || text == "rooms") return v1::RESOURCE_KIND_ROOM;
  if (text == "desk" || text == "desks") return v1::RESOURCE_KIND_DESK;
  if (text == "person" || text == "people") return v1::RESOURCE_KIND_PERSON;
  if (text == "material" || text == "materials") return v1::RESOURCE_KIND_MATERIAL;
  return v1::RESOURCE_KIND_UNSPECIFIED;
}

// Whether a pool has this name and no resource has it.
bool IsPool(Session& session, const std::string& name) {
  v1::GetPoolRequest pool;
  pool.set_pool(name);
  v1::GetPoolResponse found;
  if (!session.client().Call("CatalogueService/GetPool", pool, &found).ok()) return false;
  v1::GetResourceRequest resource;
  resource.set_resource(name);
  v1::GetResourceResponse other;
  return !session.client().Call("CatalogueService/GetResource", resource, &other).ok();
}

}  // namespace

void SetCivil(CivilSecond civil, v1::When* when) {
  when->mutable_civil()->set_local(FormatCivil(civil));
}

absl::Status ReadWants(const std::vector<std::string>& texts,
                       google::protobuf::RepeatedPtrField<v1::Want>* wants) {
  std::set<std::string> named;
  for (const std::string& text : texts) {
    v1::Want& want = *wants->Add();
    const size_t mark = text.find_first_of("=*");
    const std::string name = text.substr(0, mark);
    if (!named.insert(name).second) {
      const bool of_pool = name.rfind("any:", 0) == 0;
      return absl::InvalidArgumentError(fmt::format("{} is named twice; {} of it is {}{}2", name,
                                                    of_pool ? "two" : "two units", name,
                                                    of_pool ? "*" : "="));
    }
    uint32_t number = 0;
    if (mark != std::string::npos) {
      number = static_cast<uint32_t>(std::strtoul(text.c_str() + mark + 1, nullptr, 10));
      if (number == 0) {
        return absl::InvalidArgumentError(fmt::format("\"{}\": a number from 1 follows the {}",
                                                      text, text[mark] == '*' ? "*" : "="));
      }
    }
    const bool any = name.rfind("any:", 0) == 0;
    any ? want.set_pool(name.substr(4)) : want.set_resource(name);
    if (mark != std::string::npos && text[mark] == '*') want.set_count(number);
    if (mark != std::string::npos && text[mark] == '=') want.set_units(number);
  }
  if (wants->empty()) {
    return absl::InvalidArgumentError("say what: a resource (laser-1) or any of a pool (any:fdm)");
  }
  return absl::OkStatus();
}

absl::Status ReadMoment(Session& session, const std::string& text, v1::When* when) {
  const auto civil = ParseWhen(text, session.Now());
  if (!civil.ok()) return civil.status();
  SetCivil(*civil, when);
  return absl::OkStatus();
}

absl::Status ReadTime(Session& session, const std::string& when, const std::string& length,
                      bool now_is_default, v1::AskedInterval* time) {
  if (when.empty() && !now_is_default) {
    return absl::InvalidArgumentError("say when: --when \"tomorrow 14:00-16:00\"");
  }
  const auto range = ParseRange(when.empty() ? "now" : when, session.Now());
  if (!range.ok()) return range.status();
  SetCivil(range->start, time->mutable_start());
  if (range->end) {
    SetCivil(*range->end, time->mutable_end());
    return absl::OkStatus();
  }
  std::optional<Duration> asked = range->length;
  if (!length.empty()) {
    const auto read = ParseLength(length);
    if (!read.ok()) return read.status();
    asked = *read;
  }
  if (!asked)
    return absl::InvalidArgumentError("say how long: --for 2h, or --when \"14:00-16:00\"");
  time->mutable_length()->set_seconds(asked->seconds());
  return absl::OkStatus();
}

v1::ResourceSelector ReadSelector(Session& session, const std::vector<std::string>& texts) {
  v1::ResourceSelector selector;
  for (const std::string& text : texts) {
    if (text.rfind("any:", 0) == 0) {
      selector.set_pool(text.substr(4));
    } else if (text.rfind("pool:", 0) == 0) {
      selector.set_pool(text.substr(5));
    } else if (const v1::ResourceKind kind = KindOf(text); kind != v1::RESOURCE_KIND_UNSPECIFIED) {
      selector.set_kind(kind);
    } else if (texts.size() == 1 && IsPool(session, text)) {
      selector.set_pool(text);
    } else {
      selector.add_resources(text);
    }
  }
  return selector;
}

std::vector<v1::ResourceSelector> ReadSelectors(Session& session,
                                                const std::vector<std::string>& texts) {
  if (!texts.empty()) return {ReadSelector(session, texts)};
  v1::ListSitesResponse sites;
  if (!AskAll(session, "CatalogueService/ListSites", v1::ListSitesRequest(), &sites)) return {};
  std::vector<v1::ResourceSelector> selectors;
  for (const v1::Site& site : sites.sites()) selectors.emplace_back().set_site(site.site());
  if (selectors.empty()) {
    session.Fail(kFailed, "the lab is empty: `mutua apply lab.yaml` fills it");
  }
  return selectors;
}

bool IsId(Session& session, const std::string& text, char letter, const char* what) {
  const bool is = text.size() > 2 && text[0] == letter && text[1] == '-' &&
                  text.find_first_not_of("0123456789", 2) == std::string::npos;
  if (!is) {
    session.Fail(kUsage,
                 fmt::format("\"{}\" names no {}: those are called {}-12", text, what, letter));
  }
  return is;
}

CLI::Option* AddSecret(CLI::App& command, const char* name, Secret* secret, const char* help) {
  return command.add_option_function<std::string>(
      name, [secret](const std::string& given) { *secret = Secret(std::string(given)); }, help);
}

void AddBadgeOption(CLI::App& command, Secret* badge) {
  AddSecret(command, "--badge", badge, "at a kiosk: the badge that was read; - reads it in");
}

Secret ReadHidden(const char* prompt) {
  termios before{};
  const bool terminal = isatty(0) != 0 && tcgetattr(0, &before) == 0;
  if (terminal) {
    fmt::print(stderr, "{}", prompt);
    termios hidden = before;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(0, TCSAFLUSH, &hidden);
  }
  std::string typed;
  std::getline(std::cin, typed);
  if (terminal) {
    tcsetattr(0, TCSAFLUSH, &before);
    fmt::print(stderr, "\n");
  }
  return Secret(std::move(typed));
}

Secret ReadBadge(const Secret& given) {
  if (given.Reveal() != "-") return given;
  std::string read;
  std::getline(std::cin, read);
  if (read.ends_with('\r')) read.pop_back();
  return Secret(std::move(read));
}

}  // namespace mutua::cli
