#include "engine/front/http/tls.h"

#include <boost/asio/ssl/context.hpp>
#include <string>
#include <utility>

namespace mutua::front::http {
namespace {

namespace ssl = boost::asio::ssl;

// TLS 1.2 with forward secrecy and authenticated encryption, or 1.3, whose own are all of that
// kind.
constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
// We speak HTTP/1.1 and nothing else: a client that asks is told so.
constexpr unsigned char kHttp11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

int ChooseProtocol(SSL*, const unsigned char** chosen, unsigned char* size,
                   const unsigned char* asked, unsigned int asked_size, void*) {
  unsigned char* out = nullptr;
  if (SSL_select_next_proto(&out, size, kHttp11, sizeof kHttp11, asked, asked_size) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *chosen = out;
  return SSL_TLSEXT_ERR_OK;
}

absl::StatusOr<std::shared_ptr<ssl::context>> MakeContext(const TlsFiles& files) {
  absl::Status checked =
      CheckTlsFiles({.certificate = files.certificate, .key = files.key, .client_ca = {}});
  if (!checked.ok()) return checked;
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_alpn_select_cb(native, ChooseProtocol, nullptr);
  boost::system::error_code error;
  if (SSL_CTX_set_cipher_list(native, kCiphers) != 1) {
    return absl::InternalError("this machine's OpenSSL has none of the ciphers that we speak");
  }
  context->use_certificate_chain_file(files.certificate, error);
  if (!error) context->use_private_key_file(files.key, ssl::context::pem, error);
  if (error) {
    return absl::InvalidArgumentError("the certificate in " + files.certificate +
                                      " cannot be used: " + error.message());
  }
  return context;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Tls>> Tls::Load(TlsFiles files) {
  auto context = MakeContext(files);
  if (!context.ok()) return context.status();
  return std::unique_ptr<Tls>(new Tls(std::move(files), *std::move(context)));
}

absl::Status Tls::Reload() {
  auto context = MakeContext(files_);
  if (!context.ok()) return context.status();
  const std::lock_guard lock(mutex_);
  context_ = *std::move(context);
  return absl::OkStatus();
}

std::shared_ptr<Tls::Context> Tls::context() const {
  const std::lock_guard lock(mutex_);
  return context_;
}

}  // namespace mutua::front::http
