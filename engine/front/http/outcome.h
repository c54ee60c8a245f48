// How a call ended, as plain values: gRPC's status without its library.
#pragma once

#include <string>

#include "engine/front/http/exchange.h"

namespace mutua::front::http {

// The codes of google.rpc.Code, by number.
enum class Code {
  kOk = 0,
  kCancelled = 1,
  kUnknown = 2,
  kInvalidArgument = 3,
  kDeadlineExceeded = 4,
  kNotFound = 5,
  kAlreadyExists = 6,
  kPermissionDenied = 7,
  kResourceExhausted = 8,
  kFailedPrecondition = 9,
  kAborted = 10,
  kOutOfRange = 11,
  kUnimplemented = 12,
  kInternal = 13,
  kUnavailable = 14,
  kDataLoss = 15,
  kUnauthenticated = 16,
};

struct Outcome {
  Code code = Code::kOk;
  std::string message;
  std::string details;  // a serialized google.rpc.Status; empty: none
  Fields trailers;      // the service's own, text only
};

// With google.rpc.ErrorInfo of the domain "mutua", as the services' own.
Outcome Failed(Code code, const std::string& reason, std::string message);

}  // namespace mutua::front::http
