#include "engine/daemon/signals.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>

namespace mutua::daemon {

struct SignalLoop::Parts {
  boost::asio::io_context io{1};
  boost::asio::signal_set signals{io, SIGTERM, SIGINT};
};

SignalLoop::SignalLoop() : parts_(std::make_unique<Parts>()) {
  parts_->signals.async_wait([this](boost::system::error_code error, int) {
    if (!error) parts_->io.stop();
  });
}
SignalLoop::~SignalLoop() = default;

void SignalLoop::Run() { parts_->io.run(); }
void SignalLoop::Stop() { parts_->io.stop(); }

}  // namespace mutua::daemon
