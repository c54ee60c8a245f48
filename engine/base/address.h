// The addresses that callers come from, as text. Names and sockets are the edges' business: here
// are the bytes alone.
//
// Total on any text: what is no address is left as it is. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

namespace mutua {

// As people write it: IPv4 that came over a socket of IPv6 ("::ffff:192.0.2.7") is IPv4, and no
// brackets are left, those of gRPC's names ("%5B2001:db8::1%5D") among them.
std::string PlainAddress(std::string_view text);

// Of one that is plain: the loopback.
bool IsOfThisMachine(std::string_view address);

// Of one that is plain: whom it stands for where somebody is counted. A household of IPv6 has a /64
// and as many addresses in it as it likes (RFC 6177); but of the link's own 64 bits are all
// neighbours.
std::string HouseholdOf(std::string_view address);

}  // namespace mutua
