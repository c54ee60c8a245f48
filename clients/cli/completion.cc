// Completion for bash, zsh and fish: the scripts ask `mutua __complete WORDS...`, which offers
// subcommands, and the lab's own resources and pools where they are wanted.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "clients/cli/commands.h"
#include "mutua/v1/catalogue.pb.h"

namespace mutua::cli {
namespace {

constexpr const char* kBash = R"sh(_mutua() {
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$(mutua __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _mutua mutua
)sh";
constexpr const char* kZsh = R"sh(#compdef mutua
_mutua() { compadd -- ${(f)"$(mutua __complete "${words[@]:1:$((CURRENT-1))}" 2>/dev/null)"} }
compdef _mutua mutua
)sh";
constexpr const char* kFish =
    "complete -c mutua -f -a '(mutua __complete (commandline -opc)[2..-1] (commandline -ct) "
    "2>/dev/null)'\n";

void OfferLab(Session& session, bool pools) {
  v1::ListResourcesResponse resources;
  if (session.client()
          .Call("CatalogueService/ListResources", v1::ListResourcesRequest(), &resources)
          .ok()) {
    for (const auto& resource : resources.resources()) fmt::print("{}\n", resource.resource());
  }
  v1::ListPoolsResponse found;
  if (pools &&
      session.client().Call("CatalogueService/ListPools", v1::ListPoolsRequest(), &found).ok()) {
    for (const auto& pool : found.pools()) {
      if (pool.stand_in()) fmt::print("any:{}\n", pool.pool());
    }
  }
}

int Offer(Session& session, const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* at = &app;
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const auto children =
        at->get_subcommands([&](const CLI::App* child) { return child->get_name() == words[i]; });
    if (!children.empty()) at = children.front();
  }
  for (const CLI::App* child : at->get_subcommands([](const CLI::App*) { return true; })) {
    if (child->get_name().rfind("__", 0) != 0) fmt::print("{}\n", child->get_name());
  }
  if (!words.empty() && !words.back().empty() && words.back()[0] == '-') {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) fmt::print("--{}\n", name);
    }
    return kDone;
  }
  const std::string name = at->get_name();
  if (name == "book" || name == "free" || name == "board" || name == "for" || name == "watch" ||
      name == "declare" || name == "fault") {
    OfferLab(session, name != "declare" && name != "fault");
  }
  return kDone;
}

}  // namespace

void AddCompletion(CLI::App& app, Run* run) {
  auto shell = std::make_shared<std::string>();
  CLI::App* completion = app.add_subcommand(
      "completion", "The script for your shell\n  bash: source <(mutua completion bash)");
  completion->add_option("shell", *shell, "")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->callback([=] {
    *run = [=](Session&) {
      fmt::print("{}", *shell == "bash" ? kBash : *shell == "zsh" ? kZsh : kFish);
      return static_cast<int>(kDone);
    };
  });
  auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* complete = app.add_subcommand("__complete", "");
  complete->group("");
  complete->prefix_command();
  complete->callback([=, &app] {
    const std::vector<std::string> asked = complete->remaining();
    *run = [=, &app](Session& session) { return Offer(session, app, asked); };
  });
}

}  // namespace mutua::cli
