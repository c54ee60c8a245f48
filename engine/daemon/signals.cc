#include "engine/daemon/signals.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <utility>

namespace mutua::daemon {

struct SignalLoop::Parts {
  boost::asio::io_context io{1};
  boost::asio::signal_set signals{io, SIGTERM, SIGINT};
  boost::asio::signal_set hangup{io, SIGHUP};
  std::function<void()> reload;
};

SignalLoop::SignalLoop(std::function<void()> reload) : parts_(std::make_unique<Parts>()) {
  parts_->reload = std::move(reload);
  AwaitReload();
  parts_->signals.async_wait([this](boost::system::error_code error, int) {
    if (!error) parts_->io.stop();
  });
}
SignalLoop::~SignalLoop() = default;

void SignalLoop::AwaitReload() {
  parts_->hangup.async_wait([this](boost::system::error_code error, int) {
    if (error) return;
    parts_->reload();
    AwaitReload();
  });
}

void SignalLoop::Run() { parts_->io.run(); }
void SignalLoop::Stop() { parts_->io.stop(); }

}  // namespace mutua::daemon
