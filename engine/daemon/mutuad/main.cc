// mutuad: reads its configuration, then serves (daemon.h).
#include <cstdio>

#include "engine/daemon/daemon.h"
#include "engine/front/http/pages.h"

int main(int argc, char** argv) {
  const mutua::daemon::Invocation invocation = mutua::daemon::ReadConfiguration(argc, argv);
  if (invocation.exit_code >= 0) {
    std::fprintf(invocation.exit_code == 0 ? stdout : stderr, "%s\n", invocation.message.c_str());
    return invocation.exit_code;
  }
  if (invocation.print_config) {
    std::fputs(mutua::daemon::PrintConfiguration(invocation.configuration).c_str(), stdout);
    return 0;
  }
  return mutua::daemon::Run(invocation.configuration, mutua::front::http::EmbeddedFiles());
}
