#include "clients/cli/replay/trace.h"

#include <fmt/format.h>
#include <zstd.h>

#include <fstream>
#include <iterator>

#include "absl/strings/str_split.h"
#include "absl/time/time.h"

namespace mutua::cli::replay {
namespace {

absl::StatusOr<std::string> Decompress(const std::string& packed) {
  std::string text;
  ZSTD_DStream* stream = ZSTD_createDStream();
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::string chunk(1 << 20, '\0');
  absl::Status status;
  while (in.pos < in.size && status.ok()) {
    ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
    const size_t result = ZSTD_decompressStream(stream, &out, &in);
    if (ZSTD_isError(result) != 0) {
      status = absl::InvalidArgumentError(ZSTD_getErrorName(result));
    }
    text.append(chunk.data(), out.pos);
  }
  ZSTD_freeDStream(stream);
  if (!status.ok()) return status;
  return text;
}

std::optional<Instant> ReadInstant(const std::string& text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, &error)) return std::nullopt;
  return Instant::FromUnix(absl::ToUnixSeconds(time));
}

std::optional<Op> ReadOp(const std::string& text) {
  for (const Op op :
       {Op::kBook, Op::kWaitlistConfirm, Op::kCancel, Op::kCheckIn, Op::kCheckOut, Op::kNoShow}) {
    if (text == NameOf(op)) return op;
  }
  return std::nullopt;
}

// The columns that are read, at their places.
constexpr std::string_view kHead =
    "ts,op,booking,member,pool,start,end,kind,customer_type,deposit,waitlist_days";

std::optional<TraceCommand> ReadLine(const std::string& line) {
  const std::vector<std::string> fields = absl::StrSplit(line, ',');
  if (fields.size() < 3) return std::nullopt;
  TraceCommand command;
  const auto at = ReadInstant(fields[0]);
  const auto op = ReadOp(fields[1]);
  if (!at || !op) return std::nullopt;
  command.at = *at;
  command.op = *op;
  command.booking = static_cast<uint32_t>(std::strtoul(fields[2].c_str(), nullptr, 10));
  if (*op != Op::kBook) return command;
  if (fields.size() < 11) return std::nullopt;
  command.member = fields[3];
  const auto start = ReadInstant(fields[5]);
  const auto end = ReadInstant(fields[6]);
  if (!start || !end) return std::nullopt;
  command.interval = Interval::Make(*start, *end);
  if (!command.interval) return std::nullopt;
  command.waitlisted = fields[10] != "0" && !fields[10].empty();
  return command;
}

}  // namespace

const char* NameOf(Op op) {
  switch (op) {
    case Op::kBook:
      return "BOOK";
    case Op::kWaitlistConfirm:
      return "WAITLIST_CONFIRM";
    case Op::kCancel:
      return "CANCEL";
    case Op::kCheckIn:
      return "CHECK_IN";
    case Op::kCheckOut:
      return "CHECK_OUT";
    case Op::kNoShow:
      return "NO_SHOW";
  }
  return "";
}

absl::StatusOr<std::vector<TraceCommand>> ReadTrace(const std::string& path, size_t most) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError(fmt::format("cannot read {}", path));
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (path.size() > 4 && path.compare(path.size() - 4, 4, ".zst") == 0) {
    auto unpacked = Decompress(text);
    if (!unpacked.ok()) return unpacked.status();
    text = *std::move(unpacked);
  }
  std::vector<TraceCommand> commands;
  size_t number = 0;
  for (size_t at = 0; at < text.size() && commands.size() < most;) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (++number == 1 && line.rfind(std::string(kHead), 0) != 0) {
      return absl::InvalidArgumentError(
          fmt::format("{}:1: not a trace: its first line must begin with {}", path, kHead));
    }
    if (number == 1 || line.empty()) continue;
    auto command = ReadLine(line);
    if (!command) {
      return absl::InvalidArgumentError(fmt::format("{}:{}: cannot read this line", path, number));
    }
    if (!commands.empty() && command->at < commands.back().at) {
      return absl::InvalidArgumentError(fmt::format("{}:{}: goes back in time", path, number));
    }
    commands.push_back(*std::move(command));
  }
  if (commands.empty()) return absl::InvalidArgumentError(fmt::format("{}: no commands", path));
  return commands;
}

}  // namespace mutua::cli::replay
