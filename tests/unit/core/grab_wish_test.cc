// Wishes that only a quota keeps waiting: most quotas do not count what is grabbed.
#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

TEST_CASE("I6: a wish that only its quota keeps waiting is met when its time can be grabbed") {
  for (const bool grab_counts : {false, true}) {
    CAPTURE(grab_counts);
    ShareLab lab;
    model::Quota quota;
    quota.handle = "little";
    quota.name = "Little";
    quota.pools = {lab.fdm};
    quota.window = model::Quota::Window::kWeek;
    quota.limit = 3600;
    quota.grab_counts = grab_counts;
    lab.Define(DefineQuota{quota});
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

}  // namespace
}  // namespace mutua::core::testing
