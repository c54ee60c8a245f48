// The bytes on disk are those of FORMAT.md: golden/v1.txt holds one line for each kind of event and
// record with every field set, and the digest of their state. Every line that was ever in a release
// must still be read, and be written again as it is; the last line of a kind is what this version
// writes.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "engine/store/digest.h"
#include "engine/store/events.h"
#include "engine/store/record.h"
#include "mutua/store/v1/events.pb.h"
#include "tests/support/hex.h"
#include "tests/unit/store/filled.h"

namespace mutua::store {
namespace {

using Kind = core::Subject::Kind;

const Instant kAt = Instant::FromUnix(1'800'000'000);

std::string Bytes(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

struct Line {
  std::string what;  // event, record or digest
  std::string kind;  // the field's name, or the record's and its id
  std::string hex;
};

std::vector<Line> Golden() {
  std::ifstream file(MUTUA_SOURCE_DIR "/tests/unit/store/golden/v1.txt");
  REQUIRE(file.good());
  std::vector<Line> lines;
  for (std::string text; std::getline(file, text);) {
    if (text.empty() || text.front() == '#') continue;
    Line line;
    std::istringstream(text) >> line.what >> line.kind >> line.hex;
    lines.push_back(line);
  }
  return lines;
}

Line LineOf(const core::Event& event) {
  const std::string bytes = EncodeEvents(kAt, {event});
  v1::Events message;
  REQUIRE(message.ParseFromString(bytes));
  REQUIRE(message.events_size() == 1);
  const int number = message.events(0).fact_case();
  return {"event", v1::Event::descriptor()->FindFieldByNumber(number)->name(), Hex(bytes)};
}

core::Subject SubjectOf(const core::Record& record) {
  const uint64_t id = std::visit(
      []<class What>(const What& what) -> uint64_t {
        if constexpr (requires { what.id; }) return what.id.value();
        return 1;
      },
      record);
  return {static_cast<Kind>(record.index() + 1), id};
}

Line LineOf(const core::Record& record) {
  core::State state;
  state.Restore(record);
  const core::Subject subject = SubjectOf(record);
  const std::string bytes = EncodeRecord(state, subject).value();
  return {"record", Hex(EncodeKey(subject)), Hex(bytes)};
}

Line LineOfDigest() {
  core::State state;
  for (core::Record& record : filled::EveryRecord()) {
    if (!std::holds_alternative<core::Requested>(record)) state.Restore(std::move(record));
  }
  return {"digest", "state", ToHex(DigestOf(state))};
}

TEST_CASE("P9 repeatable: what this version writes is the last golden line, and so is the digest") {
  std::map<std::string, std::string> last;
  for (const Line& line : Golden()) last[line.what + " " + line.kind] = line.hex;
  std::vector<Line> written;
  for (const core::Event& event : filled::EveryEvent()) written.push_back(LineOf(event));
  for (const core::Record& record : filled::EveryRecord()) written.push_back(LineOf(record));
  written.push_back(LineOfDigest());
  for (const Line& line : written) {
    const std::string kind = line.what + " " + line.kind;
    CHECK_MESSAGE(last[kind] == line.hex, "written: " << kind << " " << line.hex);
  }
}

TEST_CASE("every golden line is read, and written again as it is") {
  size_t read = 0;
  for (const Line& line : Golden()) {
    const std::string bytes = Bytes(line.hex);
    if (line.what == "event") {
      const auto events = DecodeEvents(kAt, bytes);
      REQUIRE_MESSAGE(events.ok(), line.kind);
      CHECK(EncodeEvents(kAt, *events) == bytes);
      ++read;
    } else if (line.what == "record") {
      const auto subject = DecodeKey(Bytes(line.kind));
      REQUIRE(subject.ok());
      const auto record = DecodeRecord(*subject, bytes);
      REQUIRE_MESSAGE(record.ok(), Describe(*subject));
      CHECK(LineOf(*record).hex == line.hex);
      ++read;
    }
  }
  CHECK(read >= std::variant_size_v<core::Event> + std::variant_size_v<core::Record>);
}

}  // namespace
}  // namespace mutua::store
