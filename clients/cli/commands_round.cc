// Allocation rounds: opened and closed by managers, filed for and read by members.
#include <fmt/format.h>

#include <cctype>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "clients/cli/yaml_message.h"
#include "mutua/v1/rounds.pb.h"

namespace mutua::cli {
namespace {

std::string NameOf(v1::RoundState state) {
  std::string name = v1::RoundState_Name(state).substr(sizeof("ROUND_STATE_") - 1);
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

// --- What was asked for --------------------------------------------------------------------------

std::string WantText(const v1::Want& want) {
  if (want.has_resource()) {
    return want.units() > 1 ? fmt::format("{}={}", want.resource(), want.units()) : want.resource();
  }
  return want.count() > 1 ? fmt::format("any:{}*{}", want.pool(), want.count())
                          : "any:" + want.pool();
}

// "fdm-1 Tue 6 Jan 18:00–20:00 + fdm-2 ... | any:fdm ...".
std::string BundleText(Session& session, const v1::RoundBundle& bundle) {
  std::string text;
  for (const v1::RoundAlternative& alternative : bundle.alternatives()) {
    if (!text.empty()) text += " | ";
    for (int i = 0; i < alternative.parts_size(); ++i) {
      const v1::RoundPart& part = alternative.parts(i);
      if (i > 0) text += " + ";
      text += WantText(part.want()) + " " + FormatInterval(session, part.interval());
    }
  }
  return text;
}

std::vector<std::string> SplitAt(const std::string& text, const std::string& mark) {
  std::vector<std::string> parts;
  size_t from = 0;
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, from)) {
    parts.push_back(text.substr(from, at - from));
    from = at + mark.size();
  }
  parts.push_back(text.substr(from));
  return parts;
}

std::string Trimmed(const std::string& text) {
  const size_t from = text.find_first_not_of(' ');
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

// "fdm-1 @ tue 18:00-20:00 + fdm-2 @ tue 18:00-20:00 | any:fdm @ wed 18:00-20:00".
absl::Status ReadBundle(Session& session, const std::string& text, v1::AskedRoundBundle* bundle) {
  for (const std::string& alternative : SplitAt(text, "|")) {
    v1::AskedRoundAlternative& parts = *bundle->add_alternatives();
    for (const std::string& part : SplitAt(alternative, " + ")) {
      const std::vector<std::string> halves = SplitAt(part, "@");
      if (halves.size() != 2) {
        return absl::InvalidArgumentError(fmt::format(
            "\"{}\" is not WHAT @ WHEN, as in \"fdm-1 @ tue 18:00-20:00\"", Trimmed(part)));
      }
      v1::AskedRoundPart& asked = *parts.add_parts();
      google::protobuf::RepeatedPtrField<v1::Want> wants;
      absl::Status read = ReadWants({Trimmed(halves[0])}, &wants);
      if (read.ok()) read = ReadTime(session, Trimmed(halves[1]), "", false, asked.mutable_time());
      if (!read.ok()) return read;
      *asked.mutable_want() = wants.Get(0);
    }
  }
  return absl::OkStatus();
}

// --- What is shown -------------------------------------------------------------------------------

std::string HoursText(int64_t seconds) { return FormatLength(Duration::Seconds(seconds)); }

void PrintTurn(Session& session, const v1::RoundTurn& turn, bool published) {
  fmt::print("\n{}\n", session.Bold(turn.sentence()));
  if (published) {
    fmt::print("    {} of a share of {}\n", HoursText(turn.taken().seconds()),
               HoursText(turn.cap().seconds()));
  }
  for (int i = 0; i < turn.list().bundles_size(); ++i) {
    fmt::print("  {:>2}  {}\n", i + 1, BundleText(session, turn.list().bundles(i)));
    if (i >= turn.results_size()) continue;
    std::string booked;
    for (const std::string& booking : turn.results(i).bookings()) booked += " " + booking;
    fmt::print("      {}{}\n", turn.results(i).sentence(), booked);
  }
}

void ShowRound(Session& session, const v1::Round& round) {
  if (session.PrintJson(round)) return;
  fmt::print("{}  {}  {}  {} companies\n", session.Bold(round.round()), round.pool(),
             NameOf(round.state()), round.companies());
  for (const v1::Interval& window : round.windows()) {
    fmt::print("    {}\n", FormatInterval(session, window));
  }
  if (round.state() == v1::ROUND_STATE_OPEN) {
    fmt::print("    lists close on {}\n", FormatTime(session, round.closes_at()));
  } else {
    fmt::print("    {} on {}\n", NameOf(round.state()), FormatTime(session, round.ended_at()));
  }
  for (const v1::RoundTurn& turn : round.turns()) {
    PrintTurn(session, turn, round.state() == v1::ROUND_STATE_PUBLISHED);
  }
}

// --- Commands ------------------------------------------------------------------------------------

struct OpenOptions {
  std::string pool, until;
  std::vector<std::string> windows;
};

int Open(Session& session, const OpenOptions& options) {
  v1::OpenRoundRequest request;
  request.set_pool(options.pool);
  absl::Status read = ReadMoment(session, options.until, request.mutable_closes_at());
  for (const std::string& window : options.windows) {
    if (read.ok()) read = ReadTime(session, window, "", false, request.add_windows());
  }
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  v1::OpenRoundResponse reply;
  if (!session.Order("RoundsService/OpenRound", &request, &reply)) return session.exit();
  ShowRound(session, reply.round());
  return kDone;
}

struct FileOptions {
  std::string round, file, member;
  std::vector<std::string> wishes;
  bool nothing = false;
};

absl::Status ReadList(Session& session, const FileOptions& options, v1::FileListRequest* request) {
  if (!options.file.empty()) {
    std::ifstream file(options.file);
    if (!file) return absl::InvalidArgumentError("cannot read " + options.file);
    std::stringstream text;
    text << file.rdbuf();
    const absl::Status read = ReadYaml(text.str(), options.file, request);
    if (!read.ok()) return read;
  }
  for (const std::string& wish : options.wishes) {
    const absl::Status read = ReadBundle(session, wish, request->add_bundles());
    if (!read.ok()) return read;
  }
  if (request->bundles().empty() != options.nothing) {
    return absl::InvalidArgumentError(
        options.nothing
            ? "--nothing says that no wish is filed: give none"
            : "say what is wished for, with --wish or in a file; --nothing for nothing");
  }
  return absl::OkStatus();
}

int File(Session& session, const FileOptions& options) {
  if (!IsId(session, options.round, 'a', "round")) return session.exit();
  v1::FileListRequest request;
  const absl::Status read = ReadList(session, options, &request);
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  request.set_round(options.round);
  if (!options.member.empty()) request.set_member(options.member);
  v1::FileListResponse reply;
  if (!session.Order("RoundsService/FileList", &request, &reply)) return session.exit();
  ShowRound(session, reply.round());
  return kDone;
}

int List(Session& session, const std::string& pool) {
  v1::ListRoundsRequest request;
  request.set_pool(pool);
  v1::ListRoundsResponse reply;
  if (!session.Ask("RoundsService/ListRounds", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table({"ROUND", "POOL", "STATE", "LISTS CLOSE", "FIRST WINDOW", "WINDOWS"});
  for (const v1::Round& round : reply.rounds()) {
    table.Add({round.round(), round.pool(), NameOf(round.state()),
               FormatTime(session, round.closes_at()),
               round.windows_size() > 0 ? FormatInterval(session, round.windows(0)) : "",
               std::to_string(round.windows_size())});
  }
  if (!table.empty()) session.Print(table);
  if (table.empty()) fmt::print(stderr, "No rounds.\n");
  return kDone;
}

int Replay(Session& session, const std::string& round) {
  if (!IsId(session, round, 'a', "round")) return session.exit();
  v1::GetRoundRequest request;
  request.set_round(round);
  request.set_replay(true);
  v1::GetRoundResponse reply;
  if (!session.Ask("RoundsService/GetRound", request, &reply)) return session.exit();
  if (reply.round().state() != v1::ROUND_STATE_PUBLISHED) {
    return session.Fail(kRefused, fmt::format("{} is {}: there is nothing to replay", round,
                                              NameOf(reply.round().state())));
  }
  if (session.PrintJson(reply)) return kDone;
  if (reply.discrepancies().empty()) {
    fmt::print(
        "same: the order follows from usage, shares, credits and the seed {}, and every turn "
        "from the lists and what was free\n",
        reply.round().seed());
    return kDone;
  }
  for (const v1::RoundDiscrepancy& one : reply.discrepancies()) {
    fmt::print("different: turn {}, bundle {}\n", one.turn(), one.bundle());
  }
  return kFailed;
}

template <class Request, class Response>
void AddOnRound(CLI::App* rounds, Run* run, const char* name, const char* help,
                const std::string& method) {
  auto round = std::make_shared<std::string>();
  CLI::App* command = rounds->add_subcommand(name, help);
  command->add_option("round", *round, "a-3")->required();
  command->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, *round, 'a', "round")) return session.exit();
      Request request;
      request.set_round(*round);
      Response reply;
      if (!session.Order("RoundsService/" + method, &request, &reply)) return session.exit();
      ShowRound(session, reply.round());
      return static_cast<int>(kDone);
    };
  });
}

void AddOpen(CLI::App* rounds, Run* run) {
  auto options = std::make_shared<OpenOptions>();
  CLI::App* open = rounds->add_subcommand("open", "Give out windows of a shared pool in a round");
  open->footer(
      "Example:\n  mutua round open fdm --window \"tue 18:00-22:00\" --until \"mon 12:00\"\n"
      "Until lists close nobody can book in the windows; what is booked there already stays.");
  open->add_option("pool", options->pool, "a pool that companies share")->required();
  open->add_option("--window", options->windows, "what is given out; several may be given")
      ->required();
  open->add_option("--until", options->until, "when lists close: before the first window")
      ->required();
  open->callback([=] { *run = [=](Session& session) { return Open(session, *options); }; });
}

void AddFile(CLI::App* rounds, Run* run) {
  auto options = std::make_shared<FileOptions>();
  CLI::App* file = rounds->add_subcommand("file", "File your company's list, best wish first");
  file->footer(
      "Examples:\n"
      "  mutua round file a-3 --wish \"fdm-1 @ tue 18:00-20:00\" --wish \"any:fdm @ tue "
      "20:00-22:00\"\n"
      "  mutua round file a-3 --wish \"fdm-1 @ tue 18:00-20:00 + fdm-2 @ tue 18:00-20:00 | "
      "any:fdm*2 "
      "@ tue 20:00-22:00\"\n"
      "  mutua round file a-3 list.yaml\n"
      "Parts joined by \" + \" are had together or not at all; of what \"|\" divides, the first "
      "that can\n"
      "be had. It replaces the list before. The order of the wishes is all that counts: nothing "
      "is\n"
      "gained by filing another than the true one. A file holds `bundles:`, each with "
      "`alternatives:`\n"
      "of `parts:` of `want:` and `time:`.");
  file->add_option("round", options->round, "a-3")->required();
  file->add_option("file", options->file, "the list as YAML");
  file->add_option("--wish", options->wishes, "one wish, as above; several, best first")
      ->take_all();
  file->add_option("--member", options->member, "for whom it books; you");
  file->add_flag("--nothing", options->nothing, "wish for nothing after all");
  file->callback([=] { *run = [=](Session& session) { return File(session, *options); }; });
}

}  // namespace

int ShowRoundOf(Session& session, const std::string& round) {
  if (!IsId(session, round, 'a', "round")) return session.exit();
  v1::GetRoundRequest request;
  request.set_round(round);
  v1::GetRoundResponse reply;
  if (!session.Ask("RoundsService/GetRound", request, &reply)) return session.exit();
  ShowRound(session, reply.round());
  return kDone;
}

void AddRoundCommands(CLI::App& app, Run* run) {
  CLI::App* rounds = app.add_subcommand("round", "Windows that are given out in rounds");
  rounds->require_subcommand(1);
  AddOpen(rounds, run);
  auto pool = std::make_shared<std::string>();
  CLI::App* list = rounds->add_subcommand("list", "Rounds, newest first");
  list->add_option("pool", *pool, "of this pool alone");
  list->callback([=] { *run = [=](Session& session) { return List(session, *pool); }; });
  auto shown = std::make_shared<std::string>();
  CLI::App* show =
      rounds->add_subcommand("show", "A round: your turn, and why you got what you got");
  show->add_option("round", *shown, "a-3")->required();
  show->callback([=] { *run = [=](Session& session) { return ShowRoundOf(session, *shown); }; });
  AddFile(rounds, run);
  AddOnRound<v1::CloseRoundRequest, v1::CloseRoundResponse>(
      rounds, run, "close", "Decide it now, before lists close by themselves", "CloseRound");
  AddOnRound<v1::CancelRoundRequest, v1::CancelRoundResponse>(rounds, run, "cancel", "Call it off",
                                                              "CancelRound");
  auto replayed = std::make_shared<std::string>();
  CLI::App* replay =
      rounds->add_subcommand("replay", "Follow its pass again, from lists, seed and what was free");
  replay->add_option("round", *replayed, "a-3")->required();
  replay->callback([=] { *run = [=](Session& session) { return Replay(session, *replayed); }; });
}

}  // namespace mutua::cli
