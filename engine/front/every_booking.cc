#include "engine/front/every_booking.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/store/past_bookings.h"

namespace mutua::front {
namespace {

using model::Booking;

// While the replica is held once: ids looked at, where a visit counts as so many.
constexpr size_t kSlice = 40'000;
constexpr size_t kWorkOfOne = 20;
constexpr size_t kWorkOfVisit = 400;
// Past ones visited while it is held once.
constexpr size_t kVisitedAtOnce = 100;
// Ids between two looks at the clock.
constexpr uint64_t kIdsBetweenLooks = 1024;

class Walk {
 public:
  Walk(Exchange& exchange, const EveryBooking& every) : exchange_(exchange), every_(every) {}

  absl::Status Run() {
    while (LookAtLive()) {
      if (exchange_.Abandoned()) return TooLate();
    }
    if (absl::Status read = ReadSaved(); !read.ok()) return read;
    return ReadUnsaved();
  }

 private:
  static absl::Status TooLate() {
    return absl::DeadlineExceededError("the deadline passed before all bookings were gone through");
  }

  // False when all ids were looked at.
  bool LookAtLive() {
    return exchange_.Look([&](const Scene& scene, const journal::Head&) {
      if (seen_.empty()) seen_.resize(scene.state.counters().booking);
      for (size_t work = kSlice; next_ < seen_.size(); ++next_) {
        if (work == 0) return true;
        const Booking* booking = scene.state.Find(BookingId(next_));
        size_t cost = 1;
        if (booking != nullptr) {
          seen_[next_] = true;
          const bool wanted = every_.wants(*booking);
          if (wanted) every_.visit(scene, *booking, true);
          cost = wanted ? kWorkOfVisit : kWorkOfOne;
        }
        work -= std::min(work, cost);
      }
      return false;
    });
  }

  // Those that were not live and are on the disk.
  absl::Status ReadSaved() {
    for (uint64_t stretch = 0; stretch * store::kPastStretch < seen_.size(); ++stretch) {
      if (exchange_.Abandoned()) return TooLate();
      auto read = store::PastBookingsIn(exchange_.house().engine.journal(), stretch);
      if (!read.ok()) return read.status();
      for (Booking& booking : *read) {
        const uint64_t id = booking.id.value();
        if (id >= seen_.size() || seen_[id]) continue;
        seen_[id] = true;
        if (every_.wants(booking)) found_.push_back(std::move(booking));
      }
      VisitFound();
    }
    return absl::OkStatus();
  }

  // What retired lately is not on the disk yet; the pipeline has it.
  absl::Status ReadUnsaved() {
    for (uint64_t id = 1; id < seen_.size(); ++id) {
      if (id % kIdsBetweenLooks == 0 && exchange_.Abandoned()) return TooLate();
      if (seen_[id]) continue;
      auto past = exchange_.house().engine.ReadPast({core::Subject::Kind::kBooking, id});
      if (!past.ok()) return past.status();
      if (!past->has_value()) continue;
      Booking booking = std::get<Booking>(**std::move(past));
      if (every_.wants(booking)) found_.push_back(std::move(booking));
    }
    VisitFound();
    return absl::OkStatus();
  }

  void VisitFound() {
    for (size_t first = 0; first < found_.size(); first += kVisitedAtOnce) {
      const size_t last = std::min(found_.size(), first + kVisitedAtOnce);
      exchange_.Look([&](const Scene& scene, const journal::Head&) {
        for (size_t i = first; i < last; ++i) every_.visit(scene, found_[i], false);
        return true;
      });
    }
    found_.clear();
  }

  Exchange& exchange_;
  const EveryBooking& every_;
  std::vector<bool> seen_;  // by id
  uint64_t next_ = 1;
  std::vector<Booking> found_;
};

}  // namespace

absl::Status Visit(Exchange& exchange, const EveryBooking& every) {
  return Walk(exchange, every).Run();
}

}  // namespace mutua::front
