// mutua replay: the trace through a running daemon whose clock it feeds (mutuad --replay-clock),
// and every answer looked at a second time.
#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/replay/auditor.h"
#include "clients/cli/replay/history.h"
#include "clients/cli/replay/player.h"
#include "clients/cli/replay/report.h"
#include "clients/cli/replay/trace.h"
#include "mutua/v1/admin.pb.h"

namespace mutua::cli {
namespace {

struct ReplayOptions {
  replay::PlayOptions play;
  std::string file, report;
  size_t most = SIZE_MAX;
};

std::string Hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

int RunReplay(Session& session, const ReplayOptions& options) {
  const auto commands = replay::ReadTrace(options.file, options.most);
  if (!commands.ok()) return session.Fail(kUsage, std::string(commands.status().message()));
  replay::Player player(session, options.play, *commands);
  if (!player.Prepare() || !player.Play()) return session.exit();
  v1::GetDigestResponse digest;
  if (!session.Ask("AdminService/GetDigest", v1::GetDigestRequest(), &digest)) {
    return session.exit();
  }
  replay::Auditor auditor(options.play.rooms, options.play.as_capacity);
  for (size_t i = 0; i < commands->size(); ++i) auditor.Hear((*commands)[i], player.answers()[i]);
  replay::Report report = replay::Count(options.play, *commands, player, auditor);
  report.position = digest.position();
  report.chain_digest = Hex(digest.chain_digest());
  report.state_digest = Hex(digest.state_digest());
  if (!replay::ReadHistory(session, options.play, *commands, player, digest.position(),
                           &report.history)) {
    return session.exit();
  }
  fmt::print("{}",
             session.style() == Style::kJson ? replay::ToJson(report) : replay::Describe(report));
  if (session.style() == Style::kJson) {
    for (const std::string& wrong : report.disagreements) fmt::print(stderr, "{}\n", wrong);
    for (const std::string& wrong : report.history.wrong) fmt::print(stderr, "{}\n", wrong);
  }
  if (!options.report.empty()) {
    std::ofstream out(options.report);
    out << replay::Plot(report);
    out.close();
    if (!out) return session.Fail(kFailed, fmt::format("cannot write {}", options.report));
    fmt::print(stderr, "Plotted to {}\n", options.report);
  }
  return report.agrees() ? kDone : kFailed;
}

}  // namespace

void AddReplayCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* replay = app.add_subcommand(
      "replay", "Play a trace of bookings through a daemon of its own, and audit every answer");
  replay->footer(
      "Example:\n"
      "  mutuad --data NEW-FOLDER --replay-clock --replay-seed 1      (in another terminal)\n"
      "  mutua replay resort_hotel_commands.csv.zst --as-capacity --report report.svg");
  replay->add_option("file", options->file, "a trace: .csv or .csv.zst")->required();
  replay->add_option("--rooms", options->play.rooms, "how many there are (187)")
      ->check(CLI::Range(1, 100'000));
  replay->add_flag("--as-capacity", options->play.as_capacity,
                   "one resource of so many units; without it, a pool of single rooms");
  replay->add_option("--report", options->report, "plot to this SVG");
  replay->add_option("--most", options->most, "only the first so many commands");
  replay->add_option("--batch", options->play.batch, "commands a call (400)")
      ->check(CLI::Range(1, 1000));
  replay->callback([=] { *run = [=](Session& session) { return RunReplay(session, *options); }; });
}

}  // namespace mutua::cli
