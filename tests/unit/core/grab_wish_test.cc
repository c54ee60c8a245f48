// Wishes that only a quota keeps waiting: most quotas do not count what is grabbed.
#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

// Of little time a week for each company.
void LimitWeeks(ShareLab& lab, int64_t hours, bool grab_counts) {
  model::Quota quota;
  quota.handle = "little";
  quota.name = "Little";
  quota.pools = {lab.fdm};
  quota.window = model::Quota::Window::kWeek;
  quota.limit = hours * 3600;
  quota.grab_counts = grab_counts;
  lab.Define(DefineQuota{quota});
}

TEST_CASE("I6: a wish that only its quota keeps waiting is met when its time can be grabbed") {
  for (const bool grab_counts : {false, true}) {
    CAPTURE(grab_counts);
    ShareLab lab;
    LimitWeeks(lab, 1, grab_counts);
    lab.Got(lab.ada, lab.printers[0], lab.In(40, 1));
    const Interval wanted = lab.In(48, 1);
    const WishId wish = Filed(lab, lab.ada, WishOn(lab.printers[0], wanted));
    CHECK(At(lab, wish).state == model::WishState::kWaiting);
    lab.Advance(wanted.end() - kGrabWindow - Duration::Seconds(1));
    CHECK(At(lab, wish).state == model::WishState::kWaiting);
    lab.Advance(wanted.end() - kGrabWindow);
    REQUIRE((At(lab, wish).state == model::WishState::kMet) == !grab_counts);
    if (!grab_counts) CHECK(GivenTo(lab, wish).grab);
  }
}

// Ten hours on, acme has used all of its week, and has given back an hour that is 20 hours off.
struct GivenBack : ShareLab {
  explicit GivenBack(bool grab_counts) {
    LimitWeeks(*this, 8, grab_counts);
    const BookingId held = Got(ada, printers[0], Hours(30, 31)).id;
    Got(ada, printers[1], Hours(60, 67));
    Advance(kMonday + Duration::Hours(10));
    REQUIRE(Do(As(ada), Cancel{held}).accepted());
    Got(ada, printers[1], Hours(50, 51));
  }
};

TEST_CASE("I6: behind time that its company gave back a wish beyond its quota is met at once") {
  for (const bool grab_counts : {false, true}) {
    CAPTURE(grab_counts);
    GivenBack lab(grab_counts);
    FileWish wish = WishOn(lab.printers[0], Lab::Hours(30, 32));
    wish.length = Duration::Hours(1);
    const WishId id = Filed(lab, lab.ada, wish);
    REQUIRE((At(lab, id).state == model::WishState::kMet) == !grab_counts);
    if (!grab_counts) CHECK(GivenTo(lab, id).interval == Lab::Hours(31, 32));
  }
}

TEST_CASE("I6: behind time that its company gave back a wish wakes when its own can be grabbed") {
  for (const bool grab_counts : {false, true}) {
    CAPTURE(grab_counts);
    GivenBack lab(grab_counts);
    FileWish wish = WishOn(lab.printers[0], Lab::Hours(30, 38));
    wish.length = Duration::Hours(7);
    const WishId id = Filed(lab, lab.ada, wish);
    lab.Advance(kMonday + Duration::Hours(14) - Duration::Seconds(1));
    CHECK(At(lab, id).state == model::WishState::kWaiting);
    lab.Advance(kMonday + Duration::Hours(14));
    REQUIRE((At(lab, id).state == model::WishState::kMet) == !grab_counts);
    if (!grab_counts) CHECK(GivenTo(lab, id).interval == Lab::Hours(31, 38));
  }
}

}  // namespace
}  // namespace mutua::core::testing
