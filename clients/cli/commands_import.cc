// A calendar file onto a resource: every occurrence a booking, keyed so that a second import
// changes nothing, and whatever is left out named with its reason.
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "clients/calendar/calendar_file.h"
#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::cli {
namespace {

constexpr int kAtOnce = 200;

struct ImportOptions {
  std::string file, resource, member, from, until;
  bool dry_run = false;
};

Instant ToInstant(const absl::CivilSecond& civil, const absl::TimeZone& zone) {
  return Instant::FromUnix(absl::ToUnixSeconds(absl::FromCivil(civil, zone)));
}

struct Tally {
  int booked = 0, unchanged = 0, refused = 0;
};

bool Send(Session& session, v1::ImportOccurrencesRequest* request, Tally* tally) {
  v1::ImportOccurrencesResponse reply;
  if (!session.Order("BookingsService/ImportOccurrences", request, &reply)) return false;
  for (int i = 0; i < reply.outcomes_size(); ++i) {
    const v1::ImportOutcome& outcome = reply.outcomes(i);
    if (outcome.has_refusal()) {
      ++tally->refused;
      fmt::print(
          "not booked: {} {}: {}\n", outcome.uid(), outcome.recurrence_id(),
          outcome.refusal().reasons_size() > 0 ? outcome.refusal().reasons(0).sentence() : "");
    } else {
      ++(outcome.unchanged() ? tally->unchanged : tally->booked);
    }
  }
  request->clear_occurrences();
  request->clear_request_id();
  return true;
}

int Import(Session& session, const ImportOptions& options) {
  std::ifstream in(options.file);
  if (!in) return session.Fail(kUsage, fmt::format("cannot read {}", options.file));
  std::stringstream text;
  text << in.rdbuf();
  const std::string zone = session.zone().name();
  const auto file = calendar::ParseCalendarFile(text.str(), zone);
  if (!file.ok()) return session.Fail(kUsage, std::string(file.status().message()));
  const CivilSecond now = session.Now();
  const auto from =
      options.from.empty() ? absl::StatusOr<CivilSecond>(now) : ParseWhen(options.from, now);
  const auto until = options.until.empty() ? absl::StatusOr<CivilSecond>(now + int64_t{366} * 86400)
                                           : ParseWhen(options.until, now);
  if (!from.ok() || !until.ok() || *until <= *from) {
    return session.Fail(kUsage, "--from and --until are times, one before the other");
  }
  const calendar::CalendarWindow window{
      Interval(ToInstant(*from, session.zone()), ToInstant(*until, session.zone()))};
  const auto expansion = calendar::ExpandCalendar(*file, zone, window);
  if (!expansion.ok()) return session.Fail(kFailed, std::string(expansion.status().message()));
  for (const auto& skipped : expansion->skipped) {
    fmt::print("skipped: {} {} {}: {}\n", skipped.uid, skipped.summary, skipped.at, skipped.reason);
  }
  Tally tally;
  v1::ImportOccurrencesRequest request;
  request.set_resource(options.resource);
  request.set_member(options.member);
  request.mutable_override()->set_reason("calendar import");
  size_t done = 0;
  for (const auto& occurrence : expansion->occurrences) {
    ++done;
    if (options.dry_run) {
      v1::Interval shown;
      shown.mutable_start()->set_seconds(occurrence.interval.start().unix_seconds());
      shown.mutable_end()->set_seconds(occurrence.interval.end().unix_seconds());
      fmt::print("would book: {}  {}\n", FormatInterval(session, shown), occurrence.summary);
      continue;
    }
    v1::ImportedOccurrence& imported = *request.add_occurrences();
    imported.set_uid(occurrence.uid);
    if (occurrence.recurrence_id)
      imported.set_recurrence_id(FormatCivil(*occurrence.recurrence_id));
    imported.mutable_time()->mutable_start()->mutable_instant()->set_seconds(
        occurrence.interval.start().unix_seconds());
    imported.mutable_time()->mutable_end()->mutable_instant()->set_seconds(
        occurrence.interval.end().unix_seconds());
    imported.set_title(occurrence.summary);
    if (request.occurrences_size() == kAtOnce && !Send(session, &request, &tally))
      return session.exit();
    if (isatty(2) != 0) fmt::print(stderr, "\r{} of {}", done, expansion->occurrences.size());
  }
  if (request.occurrences_size() > 0 && !Send(session, &request, &tally)) return session.exit();
  if (isatty(2) != 0) fmt::print(stderr, "\r");
  fmt::print("{} occurrences: {} booked, {} there already, {} refused; {} entries skipped.\n",
             expansion->occurrences.size(), tally.booked, tally.unchanged, tally.refused,
             expansion->skipped.size());
  return tally.refused > 0 ? kRefused : kDone;
}

}  // namespace

void AddImportCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* import = app.add_subcommand(
      "import", "Managers: a calendar file (.ics) onto a resource; again changes nothing");
  import->add_option("file", options->file, "calendar.ics")->required();
  import->add_option("--resource", options->resource, "onto which")->required();
  import->add_option("--member", options->member, "whose bookings they are")->required();
  import->add_option("--from", options->from, "occurrences from then on (now)");
  import->add_option("--until", options->until, "and before then (in a year)");
  import->add_flag("--dry-run", options->dry_run, "only say what would be booked");
  import->callback([=] { *run = [=](Session& session) { return Import(session, *options);
};
}  // namespace mutua::cli
);
}

}  // namespace mutua::cli
