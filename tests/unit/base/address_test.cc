#include "engine/base/address.h"

#include <doctest/doctest.h>

namespace mutua {
namespace {

TEST_CASE("An address is written in one way, whichever socket it came over") {
  struct Row {
    const char* text;
    const char* plain;
    bool of_this_machine;
  };
  for (const Row& row : {
           Row{"192.0.2.7", "192.0.2.7", false},
           Row{"::ffff:192.0.2.7", "192.0.2.7", false},
           Row{"%5B::ffff:192.0.2.7%5D", "192.0.2.7", false},
           Row{"[2001:db8::1]", "2001:db8::1", false},
           Row{"%5B2001:db8::1%5D", "2001:db8::1", false},
           Row{"127.0.0.1", "127.0.0.1", true},
           Row{"127.8.9.1", "127.8.9.1", true},
           Row{"::ffff:127.0.0.1", "127.0.0.1", true},
           Row{"%5B::1%5D", "::1", true},
           Row{"::1", "::1", true},
           Row{"", "", false},
           Row{"[", "[", false},
           Row{"%5B%5D", "", false},
           Row{"what is none", "what is none", false},
       }) {
    CAPTURE(row.text);
    CHECK(PlainAddress(row.text) == row.plain);
    CHECK(IsOfThisMachine(PlainAddress(row.text)) == row.of_this_machine);
  }
}

TEST_CASE("A household of IPv6 is a /64, one of IPv4 an address, one of the link each of it") {
  CHECK(HouseholdOf("2001:db8:0:1::1") == HouseholdOf("2001:db8:0:1:ffff:ffff:ffff:ffff"));
  CHECK(HouseholdOf("2001:db8:0:1::1") != HouseholdOf("2001:db8:0:2::1"));
  CHECK(HouseholdOf("192.0.2.7") == "192.0.2.7");
  CHECK(HouseholdOf("192.0.2.7") != HouseholdOf("192.0.2.8"));
  CHECK(HouseholdOf("fe80::1") != HouseholdOf("fe80::2"));
  CHECK(HouseholdOf("fe80::1%eth0") != HouseholdOf("fe80::2%eth0"));
  CHECK(HouseholdOf("") == "");
}

}  // namespace
}  // namespace mutua
