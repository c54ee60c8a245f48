#include "engine/front/http/outcome.h"

#include <utility>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace mutua::front::http {

Outcome Failed(Code code, const std::string& reason, std::string message) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain("mutua");
  google::rpc::Status status;
  status.set_code(static_cast<int>(code));
  status.set_message(message);
  status.add_details()->PackFrom(info);
  return {.code = code,
          .message = std::move(message),
          .details = status.SerializeAsString(),
          .trailers = {}};
}

}  // namespace mutua::front::http
