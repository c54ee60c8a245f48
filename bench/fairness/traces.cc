#include "bench/fairness/traces.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "clients/cli/replay/trace.h"

namespace mutua::bench::fairness {
namespace {

using cli::replay::Op;

std::optional<Act::What> WhatOf(Op op) {
  switch (op) {
    case Op::kBook:
      return Act::What::kBook;
    case Op::kCancel:
      return Act::What::kCancel;
    case Op::kCheckIn:
      return Act::What::kCheckIn;
    case Op::kCheckOut:
      return Act::What::kCheckOut;
    case Op::kNoShow:
      return Act::What::kNoShow;
    case Op::kWaitlistConfirm:  // the engine promotes by itself
      return std::nullopt;
  }
  return std::nullopt;
}

absl::StatusOr<std::string> Unzip(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return absl::NotFoundError(fmt::format("cannot read {}", path));
  std::string text;
  std::string chunk(1 << 20, '\0');
  int read = 0;
  while ((read = gzread(file, chunk.data(), static_cast<unsigned>(chunk.size()))) > 0) {
    text.append(chunk.data(), static_cast<size_t>(read));
  }
  gzclose(file);
  if (read < 0) return absl::InvalidArgumentError(fmt::format("{}: not gzip", path));
  return text;
}

struct Job {
  int64_t submit = 0, length = 0, processors = 0, group = 0;
};

// Fields 2, 4, 5 and 13 of a line.
std::optional<Job> ReadJob(const std::string& line) {
  std::istringstream in(line);
  int64_t fields[13];
  for (int64_t& field : fields) {
    double value = 0;
    if (!(in >> value)) return std::nullopt;
    field = static_cast<int64_t>(value);
  }
  return Job{fields[1], fields[3], fields[4], fields[12]};
}

// "; MaxProcs: 128" of the head.
int64_t HeadNumber(const std::string& text, const std::string& name) {
  const size_t at = text.find("; " + name + ":");
  return at == std::string::npos ? 0 : std::atoll(text.c_str() + at + name.size() + 3);
}

}  // namespace

absl::StatusOr<Stays> ReadResort(const std::string& path, int64_t rooms) {
  const auto commands = cli::replay::ReadTrace(path, SIZE_MAX);
  if (!commands.ok()) return commands.status();
  Stays stays;
  stays.capacity = rooms;
  std::map<std::string, size_t> companies;
  std::map<uint32_t, size_t> known;
  for (const cli::replay::TraceCommand& command : *commands) {
    const auto what = WhatOf(command.op);
    if (!what) continue;
    if (*what == Act::What::kBook) {
      const size_t company = companies.try_emplace(command.member, companies.size()).first->second;
      known[command.booking] = stays.asked.size();
      stays.asked.push_back({company, 1, *command.interval, Duration(), false});
    }
    const auto stay = known.find(command.booking);
    if (stay == known.end()) continue;
    if (*what == Act::What::kCancel || *what == Act::What::kNoShow) {
      stays.asked[stay->second].given_up = true;
    }
    stays.acts.push_back({command.at, *what, stay->second});
  }
  stays.companies = companies.size();
  return stays;
}

absl::StatusOr<Stays> ReadWorkload(const std::string& path, Duration patience, size_t most) {
  const auto text = Unzip(path);
  if (!text.ok()) return text.status();
  Stays stays;
  stays.capacity = HeadNumber(*text, "MaxProcs");
  stays.unit = Duration::Hours(1);
  stays.at_start = true;
  const Instant start = Instant::FromUnix(HeadNumber(*text, "UnixStartTime"));
  std::map<int64_t, size_t> companies;
  std::istringstream in(*text);
  for (std::string line; std::getline(in, line) && stays.asked.size() < most;) {
    if (line.empty() || line.front() == ';') continue;
    const auto job = ReadJob(line);
    if (!job || job->length <= 0 || job->processors <= 0 || job->processors > stays.capacity) {
      continue;
    }
    const size_t company = companies.try_emplace(job->group, companies.size()).first->second;
    // In whole minutes, as the engine books.
    const Instant at = start + Duration::Minutes((job->submit + 59) / 60);
    const Duration length = Duration::Minutes((job->length + 59) / 60);
    stays.acts.push_back({at, Act::What::kBook, stays.asked.size()});
    stays.asked.push_back({company, job->processors, Interval(at, at + length), patience, false});
  }
  if (stays.asked.empty()) {
    return absl::InvalidArgumentError(fmt::format("{}: no jobs", path));
  }
  stays.companies = companies.size();
  return stays;
}

}  // namespace mutua::bench::fairness
