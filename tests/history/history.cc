#include "tests/history/history.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

namespace mutua::history {
namespace {

using Kind = Operation::Kind;

// Who held a place after each position at which that changed.
struct Holding {
  uint64_t position;
  uint64_t after;
};

class Checker {
 public:
  explicit Checker(const std::vector<Operation>& operations) : all_(operations) {}

  std::vector<Breach> Run() {
    CheckRetries();
    CheckOrder();
    FollowPlaces();
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (all_[i].kind == Kind::kRead) CheckRead(i);
      if (all_[i].kind == Kind::kRefused) CheckRefused(i);
    }
    std::sort(breaches_.begin(), breaches_.end(), [](const Breach& a, const Breach& b) {
      return std::pair(a.kind, a.operation) < std::pair(b.kind, b.operation);
    });
    return breaches_;
  }

 private:
  void Found(Breach::Kind kind, std::size_t operation) { breaches_.push_back({kind, operation}); }

  // The first answer of each request counts; every other one names the same booking, at its
  // position or, told later, at a later one.
  void CheckRetries() {
    std::unordered_map<uint64_t, std::size_t> first;
    is_retry_.assign(all_.size(), false);
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (all_[i].kind != Kind::kBook) continue;
      const auto [found, is_first] = first.try_emplace(all_[i].request, i);
      if (is_first) continue;
      is_retry_[i] = true;
      const Operation& before = all_[found->second];
      if (before.booking != all_[i].booking || all_[i].position < before.position ||
          before.place != all_[i].place) {
        Found(Breach::Kind::kRetryDiffers, i);
      }
    }
  }

  // What was answered before an operation was asked has a smaller position than its commit, and
  // none greater than that of a refusal. A read chooses how old it may be.
  void CheckOrder() {
    struct Moment {
      uint64_t time;
      std::size_t operation;
      bool is_answer;
    };
    std::vector<Moment> moments;
    moments.reserve(2 * all_.size());
    for (std::size_t i = 0; i < all_.size(); ++i) {
      moments.push_back({all_[i].asked, i, false});
      moments.push_back({all_[i].answered, i, true});
    }
    std::sort(moments.begin(), moments.end(),
              [](const Moment& a, const Moment& b) { return a.time < b.time; });
    uint64_t latest = 0;
    for (const Moment& moment : moments) {
      const Operation& operation = all_[moment.operation];
      if (moment.is_answer) {
        latest = std::max(latest, operation.position);
        continue;
      }
      const bool commits = operation.kind == Kind::kBook || operation.kind == Kind::kCancel;
      if (is_retry_[moment.operation]) continue;
      if ((commits && operation.position <= latest) ||
          (operation.kind == Kind::kRefused && operation.position < latest)) {
        Found(Breach::Kind::kOutOfOrder, moment.operation);
      }
    }
  }

  // Ascending by place and position, group by group.
  void FollowPlaces() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const bool writes = all_[i].kind == Kind::kBook || all_[i].kind == Kind::kCancel;
      if (writes && !is_retry_[i]) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(all_[a].place, all_[a].position) <
             std::pair(all_[b].place, all_[b].position);
    });
    uint64_t holder = 0;
    for (std::size_t begin = 0; begin < order.size();) {
      const Operation& first = all_[order[begin]];
      std::size_t end = begin;
      while (end < order.size() && all_[order[end]].place == first.place &&
             all_[order[end]].position == first.position) {
        ++end;
      }
      std::vector<Holding>& holdings = holdings_[first.place];
      if (holdings.empty()) holder = 0;
      holder = FollowGroup({order.data() + begin, order.data() + end}, holder);
      holdings.push_back({first.position, holder});
      begin = end;
    }
  }

  struct Group {
    const std::size_t* first;
    const std::size_t* last;
    const std::size_t* begin() const { return first; }
    const std::size_t* end() const { return last; }
  };

  // Within a group any order will do in which each booking finds the place free: whoever held it
  // is cancelled, and so is every new booking but one.
  uint64_t FollowGroup(Group group, uint64_t holder) {
    std::map<uint64_t, std::size_t> cancelled;
    for (const std::size_t i : group) {
      if (all_[i].kind != Kind::kCancel) continue;
      if (!cancelled.try_emplace(all_[i].booking, i).second) {
        Found(Breach::Kind::kCancelledTwice, i);
      }
    }
    uint64_t after = cancelled.erase(holder) == 1 ? 0 : holder;
    for (const std::size_t i : group) {
      if (all_[i].kind != Kind::kBook) continue;
      if (cancelled.erase(all_[i].booking) == 1) {
        // It came and went: the place was free for it unless the former holder never left.
        if (holder != 0 && after == holder) Found(Breach::Kind::kHeldTwice, i);
        continue;
      }
      if (after != 0) Found(Breach::Kind::kHeldTwice, i);
      after = all_[i].booking;
    }
    for (const auto& [booking, i] : cancelled) Found(Breach::Kind::kCancelledTwice, i);
    return after;
  }

  // The last change at or before `position`; null: none.
  const Holding* At(uint64_t place, uint64_t position) const {
    const auto found = holdings_.find(place);
    if (found == holdings_.end()) return nullptr;
    const auto next =
        std::upper_bound(found->second.begin(), found->second.end(), position,
                         [](uint64_t at, const Holding& holding) { return at < holding.position; });
    return next == found->second.begin() ? nullptr : &*std::prev(next);
  }

  void CheckRead(std::size_t i) {
    const Operation& read = all_[i];
    if (read.position < read.at_least) Found(Breach::Kind::kStaleRead, i);
    const Holding* at = At(read.place, read.position);
    if (read.booking != (at == nullptr ? 0 : at->after)) Found(Breach::Kind::kWrongRead, i);
  }

  void CheckRefused(std::size_t i) {
    const Operation& refused = all_[i];
    const Holding* at = At(refused.place, refused.position);
    // In a group that changed the place somebody held it at some moment.
    const bool within = at != nullptr && at->position == refused.position;
    if (at == nullptr || (at->after == 0 && !within)) Found(Breach::Kind::kRefusedFree, i);
  }

  const std::vector<Operation>& all_;
  std::vector<bool> is_retry_;
  std::unordered_map<uint64_t, std::vector<Holding>> holdings_;
  std::vector<Breach> breaches_;
};

}  // namespace

std::string NameOf(Breach::Kind kind) {
  static constexpr std::array kNames = {"held twice",      "cancelled twice", "refused though free",
                                        "a retry differs", "out of order",    "a stale read",
                                        "a wrong read"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Breach> Check(const std::vector<Operation>& operations) {
  return Checker(operations).Run();
}

}  // namespace mutua::history
