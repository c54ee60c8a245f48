// TLS of the HTTP port: its certificate, read anew when told to. Who has connected keeps what he
// has; who comes next gets the new one.
//
// Thread-safe.
#pragma once

#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "engine/front/certificates/certificate.h"

namespace boost::asio::ssl {
class context;
}

namespace mutua::front::http {

class Tls {
 public:
  using Context = boost::asio::ssl::context;

  // As CheckTlsFiles; `client_ca` is not looked at: browsers have no certificates.
  static absl::StatusOr<std::unique_ptr<Tls>> Load(TlsFiles files);

  // An error leaves the certificate that there is.
  absl::Status Reload();

  std::shared_ptr<Context> context() const;
  const TlsFiles& files() const { return files_; }

 private:
  Tls(TlsFiles files, std::shared_ptr<Context> context)
      : files_(std::move(files)), context_(std::move(context)) {}

  const TlsFiles files_;
  mutable std::mutex mutex_;
  std::shared_ptr<Context> context_;
};

}  // namespace mutua::front::http
