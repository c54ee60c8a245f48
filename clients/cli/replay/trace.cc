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
  if (text == "BOOK") return Op::kBook;
  if (text == "WAITLIST_CONFIRM") return Op::kWaitlistConfirm;
  if (text == "CANCEL") return Op::kCancel;
  if (text == "CHECK_IN") return Op::kCheckIn;
  if (text == "CHECK_OUT") return Op::kCheckOut;
  if (text == "NO_SHOW") return Op::kNoShow;
  return std::nullopt;
}

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
    if (++number == 1 || line.empty()) continue;  // the head
    auto command = ReadLine(line);
    if (!command) {
      return absl::InvalidArgumentError(fmt::format("{}:{}: cannot read this line", path, number));
    }
    commands.push_back(*std::move(command));
  }
  return commands;
}

}  // namespace mutua::cli::replay
