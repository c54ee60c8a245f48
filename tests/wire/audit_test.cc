// The audit, as a lab manager reads it: who did what, for whom, from where and why; and all that is
// kept about one member.
#include <doctest/doctest.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <atomic>
#include <mutex>

#include "engine/journal/chain.h"
#include "engine/journal/memory_journal.h"
#include "mutua/v1/audit.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/sign_in.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Audits = v1::AuditService::Stub;
using Bookings = v1::BookingsService::Stub;

constexpr int64_t kHour = 3600;

struct Office {
  WireLab lab;
  std::unique_ptr<Audits> audits = v1::AuditService::NewStub(lab.channel());
  std::unique_ptr<v1::DirectoryService::Stub> directory =
      v1::DirectoryService::NewStub(lab.channel());

  // What is done from here on: after the lab was made.
  void Begin() { REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + 60))); }
  v1::ListAuditRequest Since(int64_t start) {
    v1::ListAuditRequest request;
    request.mutable_window()->mutable_start()->mutable_instant()->set_seconds(start);
    request.mutable_window()->mutable_end()->mutable_instant()->set_seconds(start +
                                                                            90 * 24 * kHour);
    return request;
  }
  std::vector<v1::AuditEntry> All(v1::ListAuditRequest request) {
    std::vector<v1::AuditEntry> entries;
    do {
      const auto page = Ask(*audits, &Audits::ListAudit, request, lab.manager());
      REQUIRE(page.ok());
      entries.insert(entries.end(), page.response.entries().begin(), page.response.entries().end());
      request.set_page_token(page.response.next_page_token());
    } while (!request.page_token().empty());
    return entries;
  }
  Outcome<v1::CancelBookingResponse> Cancel(const std::string& booking, const std::string& token,
                                            const std::string& why) {
    v1::CancelBookingRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_booking(booking);
    request.set_reason(why);
    return Ask(lab.bookings(), &Bookings::CancelBooking, request, token);
  }
};

std::string Line(const v1::AuditEntry& entry) {
  std::string line = entry.by().empty() ? "-" : entry.by();
  if (!entry.on_behalf_of().empty()) line += " for " + entry.on_behalf_of();
  line += ": " + entry.what() + " " + entry.subject();
  for (const std::string& resource : entry.resources()) line += " " + resource;
  if (!entry.why().empty()) line += " (" + entry.why() + ")";
  return line;
}

std::vector<std::string> Lines(const std::vector<v1::AuditEntry>& entries) {
  std::vector<std::string> lines;
  for (const v1::AuditEntry& entry : entries) lines.push_back(Line(entry));
  return lines;
}

TEST_CASE("The audit says who did what, for whom and why, in the order of the history") {
  Office office;
  office.Begin();
  const int64_t begun = office.lab.now();
  WireLab& lab = office.lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-1", kHour, 60)).ok());
  auto for_lea = BookRequest(lab, "room-1", kHour, 60);
  for_lea.mutable_spec()->set_member("lea");
  REQUIRE(Book(lab, lab.max(), for_lea).ok());
  CHECK_FALSE(Book(lab, lab.zoe(), BookRequest(lab, "laser-1", kHour, 60)).ok());
  REQUIRE(office.Cancel("b-1", lab.manager(), "The lens is broken").ok());
  const auto entries = office.All(office.Since(begun));
  const std::vector<std::string> expected = {
      "lea: booked b-1 laser-1",
      "max for lea: booked b-2 room-1",
      "zoe: refused  (OVERLAP)",
      "- for lea: cancelled b-1 laser-1 (The lens is broken)",
  };
  CHECK(Lines(entries) == expected);
  for (size_t i = 0; i < entries.size(); ++i) {
    CHECK(entries[i].token().starts_with("t-"));
    CHECK(entries[i].at().seconds() == begun);
    CHECK((i == 0 || entries[i - 1].position() <= entries[i].position()));
  }
  CHECK(entries[0].company() == "acme");
}

// A journal of which, from some moment on, nothing can be read any more.
class DamagedJournal : public journal::MemoryJournal {
 public:
  explicit DamagedJournal(const std::atomic<bool>& damaged) : damaged_(damaged) {}
  absl::Status Read(Position from, const journal::CommitReader& reader) const override {
    if (!damaged_) return MemoryJournal::Read(from, reader);
    return absl::DataLossError("journal: cannot read: block checksum mismatch in 000043.sst");
  }

 private:
  const std::atomic<bool>& damaged_;
};

TEST_CASE(
    "P10 loud: what cannot be read of the store is refused, and said in the log with its file") {
  std::atomic<bool> damaged = false;
  WireLab lab(std::make_unique<DamagedJournal>(damaged), {});
  std::mutex mutex;
  std::vector<std::string> said;
  lab.house().on_defect = [&](const std::string& what) {
    const std::lock_guard lock(mutex);
    said.push_back(what);
  };
  const auto audits = v1::AuditService::NewStub(lab.channel());
  REQUIRE(Ask(*audits, &Audits::ListAudit, v1::ListAuditRequest(), lab.manager()).ok());
  damaged = true;
  const auto refused = Ask(*audits, &Audits::ListAudit, v1::ListAuditRequest(), lab.manager());
  CHECK(refused.status.error_code() == grpc::StatusCode::INTERNAL);
  CHECK(refused.response.entries().empty());
  const std::lock_guard lock(mutex);
  REQUIRE(said.size() == 1);
  CHECK(said.front().find("000043.sst") != std::string::npos);
}

TEST_CASE("A filter shows what somebody did or had done, a company's, a resource's, or of a time") {
  Office office;
  office.Begin();
  WireLab& lab = office.lab;
  const int64_t begun = lab.now();
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-1", kHour, 60)).ok());
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "laser-2", kHour, 60)).ok());
  office.Begin();
  REQUIRE(office.Cancel("b-2", lab.zoe(), "").ok());
  const auto shown = [&](auto set) {
    v1::ListAuditRequest request = office.Since(begun);
    set(&request);
    return Lines(office.All(request));
  };
  const std::string leas = "lea: booked b-1 laser-1";
  const std::string zoes = "zoe: booked b-2 laser-2";
  const std::string gone = "zoe: cancelled b-2 laser-2";
  using List = std::vector<std::string>;
  CHECK(shown([](auto* request) { request->set_member("lea"); }) == List{leas});
  CHECK(shown([](auto* request) { request->set_company("bolt"); }) == List{zoes, gone});
  CHECK(shown([](auto* request) { request->set_resource("laser-2"); }) == List{zoes, gone});
  CHECK(shown([&](auto* request) {
          request->mutable_window()->mutable_start()->mutable_instant()->set_seconds(begun + 1);
        }) == List{gone});
  CHECK(shown([&](auto* request) {
          request->mutable_window()->mutable_end()->mutable_instant()->set_seconds(begun + 1);
        }) == List{leas, zoes});
  CHECK(shown([](auto* request) { request->set_page_size(1); }) == List{leas, zoes, gone});
}

TEST_CASE("Signing in and out is on record with what one signed in on, and no password ever is") {
  Office office;
  office.Begin();
  WireLab& lab = office.lab;
  const int64_t begun = lab.now();
  const auto signs = v1::SignInService::NewStub(lab.channel());
  v1::SetOneTimePasswordRequest give;
  give.set_request_id(lab.NewRequestId());
  give.set_member("lea");
  const auto given = Ask(*signs, &v1::SignInService::Stub::SetOneTimePassword, give, lab.manager());
  REQUIRE(given.ok());
  v1::SignInRequest enter;
  enter.set_member("lea");
  enter.set_password(given.response.password());
  enter.set_name("phone");
  const auto entered = Ask(*signs, &v1::SignInService::Stub::SignIn, enter, "");
  REQUIRE(entered.ok());
  v1::SignOutRequest leave;
  leave.set_request_id(lab.NewRequestId());
  REQUIRE(Ask(*signs, &v1::SignInService::Stub::SignOut, leave, entered.response.secret()).ok());
  const auto entries = office.All(office.Since(begun));
  REQUIRE(entries.size() == 3);
  CHECK(entries[1].what() == "signed in");
  CHECK(entries[1].by() == "lea");
  CHECK(entries[1].token_name() == "phone");
  CHECK(entries[2].what() == "signed out");
  CHECK(entries[2].by() == "lea");
  for (const v1::AuditEntry& entry : entries) {
    CHECK(entry.DebugString().find(given.response.password()) == std::string::npos);
  }
}

TEST_CASE("An erased member is a number in the audit, and what was said is gone") {
  Office office;
  office.Begin();
  WireLab& lab = office.lab;
  const int64_t begun = lab.now();
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-1", kHour, 60)).ok());
  REQUIRE(office.Cancel("b-1", lab.lea(), "My mother is ill").ok());
  v1::EraseMemberRequest erase;
  erase.set_request_id(lab.NewRequestId());
  erase.set_member("lea");
  REQUIRE(
      Ask(*office.directory, &v1::DirectoryService::Stub::EraseMember, erase, lab.manager()).ok());
  for (const v1::AuditEntry& entry : office.All(office.Since(begun))) {
    CHECK(entry.DebugString().find("lea") == std::string::npos);
    CHECK(entry.DebugString().find("mother") == std::string::npos);
  }
  CHECK(office.All(office.Since(begun)).front().by() == "m-1");
}

TEST_CASE("The audit's digest is the chain's at its position") {
  Office office;
  const auto page =
      Ask(*office.audits, &Audits::ListAudit, v1::ListAuditRequest(), office.lab.manager());
  REQUIRE(page.ok());
  const journal::Head head = office.lab.engine().replica().head();
  CHECK(page.response.position() == head.position.value());
  CHECK(page.response.chain_digest() == std::string(head.digest.begin(), head.digest.end()));
}

// A list of the export as JSON values.
google::protobuf::ListValue Listed(const std::string& json, const char* name) {
  google::protobuf::Struct whole;
  REQUIRE(google::protobuf::util::JsonStringToMessage(json, &whole).ok());
  REQUIRE(whole.fields().contains(name));
  return whole.fields().at(name).list_value();
}

TEST_CASE("All about a member is one JSON object: past bookings with their titles, nobody else's") {
  Office office;
  WireLab& lab = office.lab;
  auto titled = BookRequest(lab, "laser-1", kHour, 60);
  titled.mutable_spec()->set_title("Cutting \"oak\"");
  REQUIRE(Book(lab, lab.lea(), titled).ok());
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", 2 * kHour, 60)).ok());
  REQUIRE(Book(lab, lab.max(), BookRequest(lab, "laser-2", kHour, 60)).ok());
  REQUIRE(office.Cancel("b-1", lab.lea(), "").ok());
  const auto catalogue = v1::CatalogueService::NewStub(lab.channel());
  v1::ReportFaultRequest fault;
  fault.set_request_id(lab.NewRequestId());
  fault.set_resource("laser-2");
  fault.set_description("It smells of smoke");
  REQUIRE(Ask(*catalogue, &v1::CatalogueService::Stub::ReportFault, fault, lab.lea()).ok());
  const auto own = Ask(*office.audits, &Audits::ExportMember, v1::ExportMemberRequest(), lab.lea());
  REQUIRE(own.ok());
  const std::string& json = own.response.json();
  CHECK(Listed(json, "member").values(0).struct_value().fields().at("member").string_value() ==
        "lea");
  REQUIRE(Listed(json, "bookings").values_size() == 2);
  CHECK(json.find("Cutting \\\"oak\\\"") != std::string::npos);
  CHECK(json.find("smells of smoke") != std::string::npos);
  CHECK(json.find("laser-2\"") != std::string::npos);  // of the fault
  CHECK(json.find("\"max\"") == std::string::npos);
  CHECK(Listed(json, "tokens").values_size() == 1);
  CHECK(json.find("mutua_m_") == std::string::npos);

  v1::ExportMemberRequest about;
  about.set_member("lea");
  CHECK(Ask(*office.audits, &Audits::ExportMember, about, lab.manager()).response.json().size() >
        json.size() / 2);
  CHECK(Ask(*office.audits, &Audits::ExportMember, about, lab.max()).reason() == "NOT_PERMITTED");
  CHECK(Ask(*office.audits, &Audits::ExportMember, about, lab.service()).reason() ==
        "NOT_PERMITTED");
  CHECK_FALSE(Ask(*office.audits, &Audits::ExportMember, v1::ExportMemberRequest(), lab.manager())
                  .ok());  // a manager's token that stands for nobody
}

}  // namespace
}  // namespace mutua::wire
