// Whether a password is its member's: tried by handle and address, counted, and answered alike
// whether the handle is unknown, has no password or the password is wrong.
//
// Called on the entrance's thread for it: a check takes some 30 ms.
#pragma once

#include <optional>
#include <string>

#include "engine/front/exchange.h"
#include "engine/front/signing_in.h"

namespace mutua::front {

// Who tries, and where: what wrong tries are counted by.
class Trial {
 public:
  // `address`: empty for this machine, which is not counted.
  Trial(Entrance& entrance, std::string handle, std::string address);

  const std::string& handle() const { return handle_; }
  const std::string& address() const { return address_; }

  // Nothing is tried before that moment; kEarliest, or one that has passed: it may be.
  Instant LockedUntil(Instant now) const;
  void Count(bool right, Instant now) const;

 private:
  std::string Both() const { return handle_ + '\n' + household_; }

  Entrance& entrance_;
  std::string handle_;
  std::string address_;
  std::string household_;  // of the address: whoever has a /64 has no more tries for it
};

// True: answered with a refusal, as nothing is tried now.
bool RefusedForNow(Exchange& exchange, const Trial& trial);

// Refuses the call and is none when the password is not right, or nothing is tried now. Takes as
// long for a handle that nobody has.
std::optional<Checked> CheckPassword(ExchangePtr& exchange, const Trial& trial,
                                     SecretView password);

// "The handle or the password is wrong."
grpc::Status SignInRefusal(Language language);

// Where a member's password lies, as access::KeptPassword prints it.
std::string SideKeyOfPassword(MemberId member);

}  // namespace mutua::front
