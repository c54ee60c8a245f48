#include "bench/load/paced.h"

#include <algorithm>
#include <utility>

namespace mutua::load {
namespace {

using std::chrono::duration;
using std::chrono::duration_cast;
using std::chrono::steady_clock;

constexpr char kCreate[] = "/mutua.v1.BookingsService/CreateBooking";
constexpr char kList[] = "/mutua.v1.BookingsService/ListBookings";
constexpr int kOk = 0;
constexpr int kDeadlineExceeded = 4;
constexpr int kResourceExhausted = 8;
constexpr std::string_view kFullText = "The engine is full";

steady_clock::duration Seconds(double seconds) {
  return duration_cast<steady_clock::duration>(duration<double>(seconds));
}

// As PROTOCOL-HTTP2.md has it: milliseconds.
std::string TimeoutOf(double seconds) {
  return seconds == 0 ? "" : std::to_string(static_cast<uint64_t>(seconds * 1000)) + "m";
}

}  // namespace

double QuantileOf(std::vector<double> values, double quantile) {
  if (values.empty()) return 0;
  const auto at = static_cast<size_t>(quantile * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<ptrdiff_t>(at), values.end());
  return values[at];
}

PacedBooker::PacedBooker(const Options& options, size_t connections, double patience_seconds,
                         uint64_t first)
    : options_(options),
      timeout_(TimeoutOf(patience_seconds)),
      maker_(options, first),
      next_(first) {
  for (size_t i = 0; i < connections; ++i) {
    connections_.push_back(MakeConnection(io_, options.target, options.token));
  }
}

bool PacedBooker::Connect() {
  return std::all_of(connections_.begin(), connections_.end(),
                     [](const auto& connection) { return connection->Connect(); });
}

void PacedBooker::Run(const std::vector<Phase*>& phases) {
  sending_ = true;
  io_.restart();
  Begin(phases, 0);
  io_.run();
  JudgeAll();
}

void PacedBooker::Begin(const std::vector<Phase*>& phases, size_t index) {
  if (index == phases.size()) {
    sending_ = false;
    if (outstanding_ == 0) io_.stop();
    return;
  }
  Phase& phase = *phases[index];
  phase.began = steady_clock::now();
  phase.ended = phase.began + Seconds(phase.seconds);
  if (phase.outstanding == 0) return SendDue(phases, index, 0);
  for (size_t i = 0; i < phase.outstanding; ++i) Send(&phase, phase.began);
  timer_.expires_at(phase.ended);
  timer_.async_wait([this, &phases, index](auto) { Begin(phases, index + 1); });
}

// All that is due by now, and again when the next one is.
void PacedBooker::SendDue(const std::vector<Phase*>& phases, size_t index, uint64_t sent) {
  Phase& phase = *phases[index];
  TimePoint due;
  while (true) {
    due = phase.began + Seconds(static_cast<double>(sent) / phase.per_second);
    if (due >= phase.ended || due > steady_clock::now()) break;
    Send(&phase, due);
    ++sent;
  }
  const bool over = due >= phase.ended;
  timer_.expires_at(over ? phase.ended : due);
  timer_.async_wait([this, &phases, index, sent, over](auto) {
    over ? Begin(phases, index + 1) : SendDue(phases, index, sent);
  });
}

void PacedBooker::Send(Phase* phase, TimePoint due) {
  const uint64_t number = next_++;
  maker_.Own(number).SerializeToString(&bytes_);
  ++outstanding_;
  connections_[number % connections_.size()]->Call(
      kCreate, bytes_,
      [this, phase, number, due](Reply reply) { Take(phase, number, due, std::move(reply)); },
      timeout_);
}

void PacedBooker::Take(Phase* phase, uint64_t number, TimePoint due, Reply reply) {
  --outstanding_;
  const TimePoint read = reply.read;
  unjudged_.push_back({phase, phase->samples.size(), number, std::move(reply)});
  phase->samples.push_back({due, read});
  if (phase->outstanding > 0 && read < phase->ended) Send(phase, read);
  if (!sending_ && outstanding_ == 0) io_.stop();
}

void PacedBooker::JudgeAll() {
  for (const Unjudged& one : std::exchange(unjudged_, {})) {
    one.phase->samples[one.sample].how = Judge(one.number, one.reply);
  }
}

Answered PacedBooker::Judge(uint64_t number, const Reply& reply) {
  const auto wrongly = [&](const std::string& how) {
    if (wrong_.empty()) wrong_ = how;
    return Answered::kWrongly;
  };
  if (reply.status == kOk) {
    v1::CreateBookingResponse response;
    if (!response.ParseFromString(reply.message)) return wrongly("an answer cannot be read");
    const v1::Booking& booking = response.booking();
    if (maker_.NumberOf(booking) != number) return wrongly("an answer is about another booking");
    booked_[number] = booking.booking();
    return Answered::kBooked;
  }
  if (reply.status == kResourceExhausted && reply.text.starts_with(kFullText)) {
    return Answered::kFull;
  }
  if (reply.status == kDeadlineExceeded && !timeout_.empty()) {
    late_.insert(number);
    return Answered::kLate;
  }
  return wrongly("status " + std::to_string(reply.status) + ": " + reply.text);
}

std::map<uint64_t, std::string> PacedBooker::List() {
  std::map<uint64_t, std::string> listed;
  v1::ListBookingsRequest request;
  request.set_page_size(1000);
  std::function<void()> ask = [&] {
    connections_.front()->Call(kList, request.SerializeAsString(), [&](const Reply& reply) {
      v1::ListBookingsResponse response;
      if (reply.status != kOk || !response.ParseFromString(reply.message)) {
        listed.clear();
        return io_.stop();
      }
      for (const v1::Booking& booking : response.bookings()) {
        listed[maker_.NumberOf(booking)] = booking.booking();
      }
      request.set_page_token(response.next_page_token());
      response.next_page_token().empty() ? io_.stop() : ask();
    });
  };
  io_.restart();
  ask();
  io_.run();
  return listed;
}

}  // namespace mutua::load
