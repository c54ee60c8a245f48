// A calendar file onto a resource: every occurrence a booking, keyed so that a second import
// changes nothing, and whatever is left out named with its reason.
#include <fmt/format.h>
#include <google/protobuf/struct.pb.h>
#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/progress.h"
#include "engine/front/calendar/calendar_file.h"
#include "engine/front/calendar/calendar_sentence.h"
#include "engine/front/calendar/calendar_text.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::cli {
namespace {

constexpr size_t kAtOnce = 200;
constexpr size_t kTitleBytesMost = 200;  // mutua/v1/bookings.proto

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

// What becomes of the occurrences of one file.
class Importing {
 public:
  Importing(Session& session, const ImportOptions& options,
            const calendar::CalendarExpansion& expansion)
      : session_(session),
        options_(options),
        expansion_(expansion),
        progress_("occurrences", expansion.occurrences.size()) {}

  int Run() {
    if (options_.dry_run) {
      for (const auto& one : expansion_.occurrences) Note(one, "would book", "");
    }
    for (size_t first = 0; !options_.dry_run && first < expansion_.occurrences.size();
         first += kAtOnce) {
      if (!Send(first)) return session_.exit();
    }
    progress_.Clear();
    for (const auto& skipped : expansion_.skipped) Note(skipped);
    if (session_.style() == Style::kJson) {
      for (const auto& moment : expansion_.moments) Note(moment);
      session_.PrintJson(all_);
    } else if (options_.dry_run) {
      fmt::print("{} to book, {} skipped; without --dry-run, booked.\n",
                 expansion_.occurrences.size(), expansion_.skipped.size());
    } else {
      fmt::print("{} occurrences: {} booked, {} there already, {} refused; {} skipped.\n",
                 expansion_.occurrences.size(), tally_.booked, tally_.unchanged, tally_.refused,
                 expansion_.skipped.size());
    }
    return tally_.refused > 0 ? kRefused : kDone;
  }

 private:
  // One entry of the result, as JSON.
  void Put(const char* list, std::initializer_list<std::pair<const char*, std::string>> fields) {
    auto& entry = *(*all_.mutable_fields())[list].mutable_list_value()->add_values();
    for (const auto& [name, value] : fields) {
      (*entry.mutable_struct_value()->mutable_fields())[name].set_string_value(value);
    }
  }

  // "skipped: meeting (abc@example.org, 2019-02-16T10:00:00): it has no end"
  void Note(const calendar::SkippedComponent& skipped) {
    const front::Language language = front::LanguageOf(session_.client().target().language);
    const std::string reason = calendar::SentenceOf(language, skipped.reason);
    if (session_.style() == Style::kJson) {
      return Put("skipped", {{"kind", skipped.kind},
                             {"uid", skipped.uid},
                             {"at", skipped.at},
                             {"summary", skipped.summary},
                             {"reason", reason}});
    }
    std::string where = skipped.uid;
    if (!skipped.at.empty()) where += (where.empty() ? "" : ", ") + skipped.at;
    fmt::print("skipped: {}{}: {}\n", skipped.summary.empty() ? skipped.kind : skipped.summary,
               where.empty() ? "" : " (" + where + ")", reason);
  }

  // Its event is among those that are skipped; this says when, each time.
  void Note(const calendar::CalendarMoment& moment) {
    const auto at = absl::FromUnixSeconds(moment.at.unix_seconds());
    Put("moments", {{"uid", moment.uid},
                    {"at", FormatCivil(absl::ToCivilSecond(at, session_.zone()))},
                    {"summary", moment.summary}});
  }

  // `about`: the booking, or why there is none.
  void Note(const calendar::CalendarOccurrence& one, const char* outcome,
            const std::string& about) {
    if (session_.style() == Style::kJson) {
      return Put("occurrences",
                 {{"uid", one.uid},
                  {"recurrence_id", one.recurrence_id ? FormatCivil(*one.recurrence_id) : ""},
                  {"when", When(one)},
                  {"summary", one.summary},
                  {"outcome", outcome},
                  {"about", about}});
    }
    progress_.Clear();
    fmt::print("{}: {}  {} ({}){}{}\n", outcome, When(one), one.summary, one.uid,
               about.empty() ? "" : ": ", about);
  }

  std::string When(const calendar::CalendarOccurrence& one) {
    v1::Interval interval;
    interval.mutable_start()->set_seconds(one.interval.start().unix_seconds());
    interval.mutable_end()->set_seconds(one.interval.end().unix_seconds());
    return FormatInterval(session_, interval);
  }

  bool Send(size_t first) {
    v1::ImportOccurrencesRequest request;
    request.set_resource(options_.resource);
    request.set_member(options_.member);
    // Somebody named is a manager's to import for, past the rules; the own calendar keeps them.
    if (!options_.member.empty()) request.mutable_override()->set_reason("calendar import");
    const size_t last = std::min(expansion_.occurrences.size(), first + kAtOnce);
    for (size_t i = first; i < last; ++i) Add(expansion_.occurrences[i], &request);
    v1::ImportOccurrencesResponse reply;
    if (!session_.Order("BookingsService/ImportOccurrences", &request, &reply)) return false;
    for (int i = 0; i < reply.outcomes_size(); ++i) {
      Hear(expansion_.occurrences[first + static_cast<size_t>(i)], reply.outcomes(i));
    }
    progress_.Show(last);
    return true;
  }

  static void Add(const calendar::CalendarOccurrence& one, v1::ImportOccurrencesRequest* request) {
    v1::ImportedOccurrence& imported = *request->add_occurrences();
    imported.set_uid(one.uid);
    if (one.recurrence_id) imported.set_recurrence_id(FormatCivil(*one.recurrence_id));
    v1::AskedInterval& time = *imported.mutable_time();
    time.mutable_start()->mutable_instant()->set_seconds(one.interval.start().unix_seconds());
    time.mutable_end()->mutable_instant()->set_seconds(one.interval.end().unix_seconds());
    imported.set_title(calendar::CutText(one.summary, kTitleBytesMost));
  }

  void Hear(const calendar::CalendarOccurrence& one, const v1::ImportOutcome& outcome) {
    const bool json = session_.style() == Style::kJson;
    if (outcome.has_refusal()) {
      ++tally_.refused;
      const v1::Refusal& refusal = outcome.refusal();
      Note(one, "not booked", refusal.reasons_size() > 0 ? refusal.reasons(0).sentence() : "");
    } else if (outcome.unchanged()) {
      ++tally_.unchanged;
      if (json) Note(one, "there already", outcome.booking());
    } else {
      ++tally_.booked;
      if (json) Note(one, "booked", outcome.booking());
    }
  }

  Session& session_;
  const ImportOptions& options_;
  const calendar::CalendarExpansion& expansion_;
  Progress progress_;
  Tally tally_;
  google::protobuf::Struct all_;  // for JSON
};

absl::StatusOr<Interval> ReadWindow(Session& session, const ImportOptions& options) {
  const CivilSecond now = session.Now();
  const auto from =
      options.from.empty() ? absl::StatusOr<CivilSecond>(now) : ParseWhen(options.from, now);
  if (!from.ok()) return from.status();
  const auto until = options.until.empty()
                         ? absl::StatusOr<CivilSecond>(*from + int64_t{366} * 86400)
                         : ParseWhen(options.until, now);
  if (!until.ok()) return until.status();
  if (*until <= *from) return absl::InvalidArgumentError("--until must be after --from");
  return Interval(ToInstant(*from, session.zone()), ToInstant(*until, session.zone()));
}

int Import(Session& session, const ImportOptions& options) {
  std::ifstream in(options.file);
  if (!in) return session.Fail(kUsage, fmt::format("cannot read {}", options.file));
  std::stringstream text;
  text << in.rdbuf();
  const std::string zone = session.zone().name();
  const auto file = calendar::ParseCalendarFile(text.str(), zone);
  if (!file.ok()) {
    return session.Fail(kUsage,
                        fmt::format("{}: {}", options.file, std::string(file.status().message())));
  }
  const auto window = ReadWindow(session, options);
  if (!window.ok()) return session.Fail(kUsage, std::string(window.status().message()));
  const auto expansion = calendar::ExpandCalendar(*file, zone, {*window});
  if (!expansion.ok()) return session.Fail(kFailed, std::string(expansion.status().message()));
  return Importing(session, options, *expansion).Run();
}

}  // namespace

void AddImportCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* import =
      app.add_subcommand("import", "A calendar file (.ics) onto a resource; again changes nothing");
  import->footer(
      "Examples:\n  mutua import calendar.ics --resource room-1\n"
      "  mutua import calendar.ics --resource room-1 --member lea --from today "
      "--until 2027-01-01 --dry-run");
  import->add_option("file", options->file, "calendar.ics")->required();
  import->add_option("--resource", options->resource, "onto which")->required();
  import->add_option("--member", options->member,
                     "whose bookings they are, past the rules (managers); none: yours");
  import->add_option("--from", options->from, "occurrences from then on (now)");
  import->add_option("--until", options->until, "and before then (a year later)");
  import->add_flag("--dry-run", options->dry_run, "only say what would be booked");
  import->callback([=] { *run = [=](Session& session) { return Import(session, *options);
};
}  // namespace mutua::cli
);
}

}  // namespace mutua::cli
